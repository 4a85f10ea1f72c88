import * as fc from 'fast-check'

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
  format?: string
}
type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: Schema }
type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type PathItem = { parameters?: Parameter[] } & Record<string, Operation | Parameter[] | undefined>
export type OpenApi = { paths: Record<string, PathItem>; components: { schemas: Record<string, Schema> } }

/** A request as the document allows it, or something like it. */
export type FuzzRequest = {
  operationId: string
  method: string
  path: string
  headers: Record<string, string>
  body: Uint8Array | string | undefined
}

// What breaks programs: other scripts, half a pair, NUL, numbers at the ends, names of an object's own things.
const ODD = [
  '',
  ' ',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  '\u202e\u0301',
  '🎬'.repeat(40),
  "'; drop table movies --",
  '%',
  '../..',
  '-0',
  '1e999',
  'null',
  'x'.repeat(3000),
]
const oddText = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', maxLength: 60 }))
const oddValue = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 501, 2_147_483_648, -9_007_199_254_740_991, 1e308, 0.1, [], {}, [[]], {
    length: 1,
  }),
  oddText,
  fc.jsonValue({ maxDepth: 3 }),
)
const oddHeader = fc.constantFrom(
  '*',
  '"1"',
  'W/"1"',
  '"',
  '"1", "2", x',
  'x'.repeat(300),
  '"99999999999999999999"',
  '',
)

const cell = fc.oneof(
  fc.constantFrom('Alien', 'DVD', '117', '1979', '5', '"', '""', '=1+1', '\r\n', ',', ';', '\t'),
  oddText,
)
const csv = fc.oneof(
  fc
    .array(fc.array(cell, { maxLength: 6 }), { maxLength: 4 })
    .map((rows) => ['title,format,length,releaseYear,rating', ...rows.map((cells) => cells.join(','))].join('\n')),
  fc.uint8Array({ maxLength: 200 }),
)

/** Requests to every operation of a document; `known` are ids that exist, for its path parameters. */
export function requestsOf(document: OpenApi, known: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      method === 'parameters' ? [] : [requestOf(path, item, method.toUpperCase(), operation as Operation)],
    ),
  )
  return fc.oneof(...operations)

  function requestOf(path: string, item: PathItem, method: string, operation: Operation): fc.Arbitrary<FuzzRequest> {
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
    const ids = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, fc.uuid(), oddText)
    const inPath = fc.record(Object.fromEntries(of('path').map(({ name }) => [name, ids])))
    const inQuery = fc.record(
      Object.fromEntries(
        of('query').map(({ name, schema }) => [
          name,
          fc.oneof(valuesOf(schema).map(String), oddText, fc.constantFrom('1970-1989', '-1', '9999-')),
        ]),
      ),
      { requiredKeys: [] },
    )
    const headers = fc.record(Object.fromEntries(of('header').map(({ name }) => [name.toLowerCase(), oddHeader])), {
      requiredKeys: [],
    })
    const contents = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) =>
      fc.record({ type: fc.constant(type), body: type === 'text/csv' ? csv : bodyOf(schema) }),
    )
    const content = contents.length > 0 ? fc.oneof(...contents) : fc.constant({ type: undefined, body: undefined })
    return fc.record({ inPath, inQuery, headers, content }).map(({ inPath, inQuery, headers, content }) => ({
      operationId: operation.operationId,
      method,
      path: withQuery(
        path.replace(/\{(\w+)\}/g, (_, name) => encode(String(inPath[name]))),
        inQuery as Record<string, string>,
      ),
      headers: {
        ...(content.type && { 'content-type': content.type }),
        ...(headers as Record<string, string>),
      },
      body: content.body,
    }))
  }

  function bodyOf(schema: Schema): fc.Arbitrary<Uint8Array | string> {
    const fitting = valuesOf(schema)
    const spoiled = fc.tuple(fitting, oddText, oddValue).map(([value, name, odd]) => {
      const names = Object.keys(value as object)
      return { ...(value as object), [names[name.length % (names.length + 1)] ?? name]: odd }
    })
    return fc.oneof(
      { weight: 4, arbitrary: fitting.map((value) => JSON.stringify(value)) },
      { weight: 4, arbitrary: spoiled.map((value) => JSON.stringify(value)) },
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
  }

  function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
    if (schema.$ref) return valuesOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
    if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}), { maxLength: 4 })
    if (schema.type === 'object') {
      const properties = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, valuesOf(part)] as const)
      const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(properties)
      return fc.record(model, { requiredKeys: schema.required ?? [] })
    }
    if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? -9, max: schema.maximum ?? 99 })
    if (schema.format === 'uuid') return fc.constantFrom(...known)
    return fc.string({ unit: 'grapheme', minLength: 1, maxLength: schema.maxLength ?? 40 })
  }
}

function withQuery(path: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`)
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

// Half a surrogate pair has no UTF-8; an empty part would be another path.
const encode = (text: string) => encodeURIComponent(text.toWellFormed() || ' ').replaceAll('.', '%2E')
