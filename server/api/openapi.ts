import 'server-only'
import * as z from 'zod'
import type { ApiRoute } from './endpoint'
import { problemAnswer, REFUSALS, refusalsOf } from './refusals'
import { apiSchemas, describeSchemas } from './schema'

type Json = Record<string, unknown>

/** The path below which the API lies. */
export const API_PATH = '/api/v1'

const addressOf = (id: string | undefined) => `#/components/schemas/${id}`
const refer = (schema: z.ZodType) => ({ $ref: addressOf(apiSchemas.get(schema)?.id) })
const json = (schema: z.ZodType) => ({ 'application/json': { schema: refer(schema) } })
const text = (description: string, extra: Json = {}) => ({ description, schema: { type: 'string', ...extra } })

/** The OpenAPI 3.1 document of the API at this origin, made from its routes and the zod schemas. */
export function describeApi(routes: readonly ApiRoute[], origin: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    paths[route.path] ??= pathItem(route.path)
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operation(route) })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'moviebucket',
      version: '1',
      description: 'The same rules, limits and messages as the screens. JSON in UTF-8, times ISO 8601 in UTC.',
    },
    servers: [{ url: `${origin}${API_PATH}` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token from Settings: mb_…' },
      },
      schemas: describeSchemas(addressOf),
      headers: {
        ETag: text('For If-Match and If-None-Match; for a movie, its version'),
        Location: text('The address of what was made'),
        Link: text('The next page, rel="next"'),
        RetryAfter: { description: 'Seconds to wait', schema: { type: 'integer' } },
      },
    },
  }
}

function pathItem(path: string): Json {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const parameters = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...(name === 'bucketId' && { description: 'The id of the bucket, or the key of its public page' }),
  }))
  return parameters.length > 0 ? { parameters } : {}
}

function operation(route: ApiRoute): Json {
  const parameters = [...queryParameters(route.query), ...headerParameters(route)]
  return {
    operationId: route.name,
    summary: route.about,
    tags: [route.path.split('/')[1]],
    ...(route.scope === null ? { security: [] } : { 'x-scope': route.scope }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(route),
    responses: { ...successes(route), ...refusals(route) },
  }
}

function requestBody({ body, text, upload }: ApiRoute): Json {
  const plain = text && { 'text/plain': { schema: { type: 'string' } } }
  if (body) return { requestBody: { required: true, content: { ...json(body), ...plain } } }
  if (!upload) return {}
  const list = { schema: { type: 'array', items: refer(upload) } }
  const content = { 'application/json': list, 'text/csv': { schema: { type: 'string' } } }
  return { requestBody: { required: true, content } }
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (!query) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema as Json
    return { name, in: 'query', required: false, description, schema: rest }
  })
}

function headerParameters({ method, ifMatch }: ApiRoute): Json[] {
  const header = (name: string, description: string) => ({ name, in: 'header', required: false, ...text(description) })
  const given: Partial<Record<ApiRoute['method'], Json>> = {
    GET: header('If-None-Match', 'ETags that you already have; 304 if it is one of them'),
    POST: header('Idempotency-Key', 'The first answer is kept for 24 hours and given again for the same key and body'),
  }
  const known = given[method]
  return [
    ...(known ? [known] : []),
    ...(ifMatch ? [header('If-Match', 'Nothing changes unless its ETag is among these')] : []),
  ]
}

function successes({ answer, statuses, method, csv }: ApiRoute): Json {
  const ref = (name: string) => ({ $ref: `#/components/headers/${name}` })
  const described = statuses.map((status) => {
    const headers = {
      ...(answer !== null && { ETag: ref('ETag') }),
      ...(status === 201 && { Location: ref('Location') }),
      ...(method === 'GET' && { Link: ref('Link') }),
    }
    const content =
      answer === 'document'
        ? { 'application/json': { schema: { type: 'object' } } }
        : answer && { ...json(answer), ...(csv && { 'text/csv': { schema: { type: 'string' } } }) }
    const done = status === 201 ? 'Made' : status === 204 ? 'Done' : 'Here it is'
    return [status, { description: done, ...(content && { content, headers }) }]
  })
  if (method === 'GET') described.push([304, { description: 'It is unchanged' }])
  return Object.fromEntries(described)
}

function refusals(route: ApiRoute): Json {
  const content = { 'application/problem+json': { schema: refer(problemAnswer) } }
  return Object.fromEntries(
    refusalsOf(route).map((status) => {
      const waits = status === 429 || status === 503 || (status === 409 && route.method === 'POST')
      const headers = waits && { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }
      return [status, { description: REFUSALS[status], content, ...headers }]
    }),
  )
}
