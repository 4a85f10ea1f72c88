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
  minProperties?: number
  const?: unknown
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

/**
 * A request as the document allows it, or with one thing that is odd. Path and body name what exists as its parameter,
 * `{movieId}`; `placeAt` says which of the places it is meant for.
 */
export type FuzzRequest = {
  operationId: string
  method: string
  path: string
  placeAt: number
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

// What the document says in words, or not at all.
const FITTING: Record<string, string[]> = {
  q: ['alien', 'the 2', '%'],
  format: ['DVD', 'DVD,VHS'],
  year: ['1979', '1970-1989'],
  length: ['117', '90-120'],
  rating: ['4', '3-5'],
  added: ['2024-03', '2024', '2023-11..2024-03'],
  to: ['dora@example.org', 'dora-lee'],
}
const NAMES = [
  'Alien',
  'Brazil 2',
  'Ночь',
  'Amélie',
  '七人の侍',
  '1776',
  '=1+1',
  "O'Brien; --",
  '🎬',
  '__proto__',
  'x'.repeat(50),
]
const IDS = ['{movieId}', '{groupId}', '{userId}', '{bucketId}']
const FITTING_HEADERS: Record<string, string[]> = {
  'If-Match': ['*', '"1"'],
  'If-None-Match': ['*', '"1"', 'W/"1"'],
  'Idempotency-Key': ['key-1', 'key-2', 'key-3'],
}

/**
 * Requests to every operation of a document, for one of so many places: most of them as they should be, and of the others
 * one thing is odd, so that what lies behind the first check is met as well.
 */
export function requestsOf(document: OpenApi, places: number): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      method === 'parameters' ? [] : [requestOf(path, item, method.toUpperCase(), operation as Operation)],
    ),
  )
  return fc.oneof(...operations)

  function requestOf(path: string, item: PathItem, method: string, operation: Operation): fc.Arbitrary<FuzzRequest> {
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
    const record = (place: Parameter['in'], fits: (parameter: Parameter) => fc.Arbitrary<string>) =>
      fc.record(Object.fromEntries(of(place).map((parameter) => [parameter.name, fits(parameter)])), {
        requiredKeys: [],
      })
    const oneOf = (place: Parameter['in'], odd: fc.Arbitrary<string>) =>
      of(place).length === 0
        ? fc.constant({})
        : fc.tuple(fc.constantFrom(...of(place)), odd).map(([{ name }, value]) => ({ [name]: value }))
    const contents = Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) =>
      fc.record({
        type: fc.constant(type),
        body: type === 'text/csv' ? csv : valuesOf(schema).map((value) => JSON.stringify(value)),
        oddBody: type === 'text/csv' ? csv : oddBodyOf(schema),
      }),
    )
    return fc
      .record({
        placeAt: fc.nat({ max: places - 1 }),
        spoiled: fc.oneof(
          { weight: 5, arbitrary: fc.constant(null) },
          fc.constantFrom('path', 'query', 'header', 'body'),
        ),
        query: record('query', ({ name, schema }) => fitting(name, schema)),
        headers: record('header', ({ name }) => fc.constantFrom(...(FITTING_HEADERS[name] ?? ['1']))),
        oddPath: oneOf('path', fc.oneof(fc.uuid(), fc.constantFrom(...IDS), oddText)),
        oddQuery: oneOf('query', fc.oneof(oddText, fc.constantFrom('1970-1989', '-1', '9999-'))),
        oddHeaders: oneOf('header', oddHeader),
        content: contents.length > 0 ? fc.oneof(...contents) : fc.constant(undefined),
      })
      .map(({ placeAt, spoiled, query, headers, oddPath, oddQuery, oddHeaders, content }) => {
        const inPath: Record<string, string> = spoiled === 'path' ? oddPath : {}
        const sent = { ...headers, ...(spoiled === 'header' && oddHeaders) }
        return {
          operationId: operation.operationId,
          method,
          placeAt,
          path: withQuery(
            path.replace(/\{(\w+)\}/g, (whole, name) => encodeUnlessId(inPath[name] ?? whole)),
            { ...query, ...(spoiled === 'query' && oddQuery) },
          ),
          headers: { ...(content && { 'content-type': content.type }), ...lowerCase(sent) },
          body: spoiled === 'body' ? content?.oddBody : content?.body,
        }
      })
  }

  function fitting(name: string, schema: Schema): fc.Arbitrary<string> {
    const values = schema.type === 'string' && !schema.enum ? FITTING[name] : undefined
    return values ? fc.constantFrom(...values) : valuesOf(schema, name).map(String)
  }

  function oddBodyOf(schema: Schema): fc.Arbitrary<Uint8Array | string> {
    const spoiled = fc.tuple(valuesOf(schema), oddText, oddValue).map(([value, name, odd]) => {
      const names = Object.keys(value as object)
      return { ...(value as object), [names[name.length % (names.length + 1)] ?? name]: odd }
    })
    return fc.oneof(
      { weight: 4, arbitrary: spoiled.map((value) => JSON.stringify(value)) },
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
  }

  function valuesOf(schema: Schema, name = ''): fc.Arbitrary<unknown> {
    if (schema.$ref) return valuesOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, name)))
    if (schema.type === 'array') return fc.array(valuesOf(schema.items ?? {}), { maxLength: 4 })
    if (schema.type === 'object') {
      const properties = Object.entries(schema.properties ?? {}).map(
        ([key, part]) => [key, valuesOf(part, key)] as const,
      )
      const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(properties)
      const least = schema.minProperties ?? 0
      return fc
        .record(model, { requiredKeys: schema.required ?? [] })
        .filter((value) => Object.keys(value).length >= least)
    }
    if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? -9, max: schema.maximum ?? 99 })
    if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...IDS), fc.uuid({ version: 4 }))
    if (FITTING[name]) return fc.constantFrom(...FITTING[name])
    const any = fc.string({ unit: 'grapheme', minLength: 1, maxLength: schema.maxLength ?? 40 })
    return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, any)
  }
}

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function withQuery(path: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`)
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

const encodeUnlessId = (text: string) => (/^\{\w+\}$/.test(text) ? text : encode(text))

// Half a surrogate pair has no UTF-8; an empty part would be another path.
const encode = (text: string) => encodeURIComponent(text.toWellFormed() || ' ').replaceAll('.', '%2E')
