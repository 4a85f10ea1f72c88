import * as z from 'zod'
import type { ApiMethod, ApiRoute } from './route'
import { API_ROUTES } from './routes'
import { apiSchemas, problemAnswer } from './schemas'

type Json = Record<string, unknown>

/** Where the API lies. */
export const API_PATH = '/api/v1'

const idOf = (schema: z.ZodType) => `#/components/schemas/${apiSchemas.get(schema)?.id}`
const json = (schema: z.ZodType) => ({ 'application/json': { schema: { $ref: idOf(schema) } } })
const text = (description: string, extra: Json = {}) => ({ description, schema: { type: 'string', ...extra } })

/** The OpenAPI 3.1 document of the API at this origin, made from the table of routes and the zod schemas. */
export function describeApi(origin: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries<ApiRoute>(API_ROUTES)) {
    paths[route.path] ??= pathItem(route.path)
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operation(name, route) })
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
      schemas: schemas(),
      headers: {
        ETag: text('For If-Match and If-None-Match; of a movie it is its version'),
        Location: text('Where what was made lies'),
        Link: text('The next page, rel="next"'),
        RetryAfter: { description: 'Seconds to wait', schema: { type: 'integer' } },
      },
    },
  }
}

function schemas(): Json {
  const uri = (id: string) => `#/components/schemas/${id}`
  const { schemas } = z.toJSONSchema(apiSchemas, { io: 'input', uri })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}

function pathItem(path: string): Json {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const parameters = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...(name === 'bucketId' && { description: 'Its id, or the key of its public page' }),
  }))
  return parameters.length > 0 ? { parameters } : {}
}

function operation(name: string, route: ApiRoute): Json {
  const parameters = [...queryParameters(route.query), ...headerParameters(route)]
  return {
    operationId: name,
    summary: route.about,
    tags: [route.path.split('/')[1]],
    ...(route.scope === null ? { security: [] } : { 'x-scope': route.scope }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(route),
    responses: { ...successes(route), ...refusals(route) },
  }
}

function requestBody({ body, upload }: ApiRoute): Json {
  if (body) return { requestBody: { required: true, content: json(body) } }
  if (!upload) return {}
  const list = { schema: { type: 'array', items: { $ref: idOf(upload) } } }
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
  const given: Partial<Record<ApiMethod, Json>> = {
    GET: header('If-None-Match', 'ETags one has already; 304 if it is one of them'),
    POST: header('Idempotency-Key', 'The first answer is kept 24 hours and given again for the same key and body'),
  }
  const known = given[method]
  return [
    ...(known ? [known] : []),
    ...(ifMatch ? [header('If-Match', 'Nothing is changed unless its ETag is among these')] : []),
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
  if (method === 'GET') described.push([304, { description: 'It is as the client knows it' }])
  return Object.fromEntries(described)
}

const REFUSALS: Record<number, string> = {
  400: 'Not JSON, an unknown query parameter or a malformed cursor',
  401: 'No token, or one that is unknown, over or revoked',
  403: 'May see it but not do this, or the token’s scope is too small',
  404: 'Does not exist, or may not be seen',
  406: 'Not there in a type that was asked for',
  409: 'The id exists elsewhere, or it was changed at the same time; of a POST with its key still being carried out',
  412: 'It has another ETag now; of a movie with the current one',
  413: 'The body is above 1 MB; of an import above 20 MB',
  415: 'The body is not application/json; nor, of an import, text/csv',
  422: 'Does not fit the rules; all of it at once',
  429: 'Too many requests a minute',
  503: 'The database cannot be reached, or is too busy; nothing was half done',
}

/** The statuses with which a route refuses. */
export function refusalsOf({ scope, body, upload, query, ifMatch, conflicts, path, method }: ApiRoute): number[] {
  const named = path.includes('{') || path.startsWith('/movies')
  const is = (applies: unknown, ...statuses: number[]) => (applies ? statuses : [])
  return [
    400,
    ...is(scope, 401, 403),
    ...is(named, 404),
    406,
    ...is(conflicts || method === 'POST', 409),
    ...is(ifMatch, 412),
    ...is(body || upload, 413, 415),
    ...is(body || query || method === 'POST', 422),
    ...is(scope, 429, 503),
  ]
}

function refusals(route: ApiRoute): Json {
  const content = { 'application/problem+json': { schema: { $ref: idOf(problemAnswer) } } }
  return Object.fromEntries(
    refusalsOf(route).map((status) => {
      const waits = status === 429 || status === 503 || (status === 409 && route.method === 'POST')
      const headers = waits && { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }
      return [status, { description: REFUSALS[status], content, ...headers }]
    }),
  )
}
