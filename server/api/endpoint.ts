import 'server-only'
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import type { Actor } from '@/db/client'
import type { OnceRequest } from '@/db/idempotency'
import type { TokenScope } from '@/domain/account/token'
import type { GroupOperation } from '@/domain/sharing/group'
import type { Operation } from '@/domain/sharing/roles'
import { type Note, run } from '@/server/run'
import { type Answer, respond } from './answer'
import { type ApiCaller, identify } from './caller'
import { commonHeaders } from './headers'
import { keyOf, onceOf } from './once'
import { problemResponse, toProblem } from './problem'
import {
  CSV_TYPE,
  chooseType,
  type EntityTags,
  isPlainText,
  JSON_TYPE,
  type MediaType,
  parseEntityTags,
  readBodyBytes,
  readJson,
  readQuery,
  readText,
} from './request'
import { openUpload, type Upload } from './upload'

/** One thing the API does, in words: the router, the checks before it, OpenAPI and the tests read it. */
export type ApiRoute = {
  /** Its name in the log; in OpenAPI its operationId. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Follows /api/v1; `{name}` in it is a parameter. */
  path: string
  about: string
  /** The scope that the token needs; null: the route is open to all. */
  scope: TokenScope | null
  /** The operation that the caller's role in a bucket or group must allow; null: it concerns only the caller. */
  operation: Operation | GroupOperation | null
  query?: z.ZodObject
  body?: z.ZodType
  /** Takes a body of plain text apart into what `body` validates; without it only JSON is taken. */
  text?: (text: string) => unknown
  /** One row of a JSON body that is read as it comes, up to 20 MB; the body may be CSV as well. */
  upload?: z.ZodType
  /** What comes back; null for nothing, and `document` for the OpenAPI document itself. */
  answer: z.ZodType | null | 'document'
  /** Whether the whole of it is there as CSV, too. */
  csv?: true
  /** The statuses of success, the usual one first. */
  statuses: readonly number[]
  /** Whether it heeds If-Match. */
  ifMatch?: true
  /** Whether something with the id can exist elsewhere, or be in the way. */
  conflicts?: true
}

/** A request to a route, checked: who sent it, what it asks for. */
export type Call<Query = undefined, Body = undefined, Sent = Upload | null> = {
  actor: Actor
  caller: ApiCaller
  /** The parts of the path, '' for those it does not have; ids are not checked yet. */
  params: typeof NO_PARAMS
  query: Query
  body: Body
  /** The body of a route that reads it as it comes. */
  upload: Sent
  /** The type that the answer is to have. */
  type: MediaType
  ifMatch: EntityTags | null
  ifNoneMatch: EntityTags | null
  /** For `runOnce`, if the request is a POST with an Idempotency-Key. */
  once: OnceRequest | null
  url: URL
}

const NO_PARAMS = { bucketId: '', movieId: '', importId: '', groupId: '', userId: '' }

/** A route with what it does. */
export type Endpoint = ApiRoute & { work(call: Call<unknown, unknown>): Promise<Answer> }

type Part<Route, Key extends string> = Route extends { [K in Key]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined
type CallOf<Route> = Call<Part<Route, 'query'>, Part<Route, 'body'>, Route extends { upload: object } ? Upload : null>

/** Joins a route and what it does; the schemas of the route give the types of the call. */
export function endpoint<const Route extends ApiRoute>(
  route: Route,
  work: (call: CallOf<Route>) => Promise<Answer>,
): Endpoint {
  return { ...route, work }
}

/** Answers a request, a refusal too, and logs it under a name. */
export async function exchange(
  name: string,
  request: Request,
  work: (headers: Record<string, string>, note: Note) => Promise<Response>,
): Promise<Response> {
  // The server sets it on every request that reaches it.
  const requestId = request.headers.get('x-request-id') ?? randomUUID()
  const headers = commonHeaders(request, requestId)
  const noted = (response: Response, note: Note) => {
    note({ status: response.status })
    return response
  }
  return run(
    { requestId, api: name, method: request.method },
    async (note) => noted(await work(headers, note), note),
    (error, note) => noted(problemResponse(toProblem(error, requestId), requestId, headers), note),
  )
}

/**
 * Answers a request to one endpoint: token → scope → rate limit → accept → parameters → content type, size, JSON →
 * schema → work → log.
 */
export function serve(endpoint: Endpoint, request: Request, params: Record<string, string>): Promise<Response> {
  return exchange(endpoint.name, request, async (headers, note) => {
    const caller = await identify(request, endpoint.scope)
    note({ userId: caller.userId || undefined, tokenId: caller.tokenId ?? undefined })
    const type = chooseType(request, endpoint.csv ? [JSON_TYPE, CSV_TYPE] : [JSON_TYPE])
    const url = new URL(request.url)
    const query = readQuery(url.searchParams, endpoint.query)
    const bytes = endpoint.body ? await readBodyBytes(request, Boolean(endpoint.text)) : new Uint8Array()
    const readBody = (schema: z.ZodType) =>
      endpoint.text && isPlainText(request) ? readText(bytes, endpoint.text, schema) : readJson(bytes, schema)
    const key = keyOf(request, caller.userId)
    const answer = await endpoint.work({
      actor: { userId: caller.userId },
      caller,
      params: { ...NO_PARAMS, ...params },
      query,
      body: endpoint.body && readBody(endpoint.body),
      upload: endpoint.upload ? openUpload(request, url, key) : null,
      type,
      ifMatch: parseEntityTags(request.headers.get('if-match')),
      ifNoneMatch: parseEntityTags(request.headers.get('if-none-match')),
      once: endpoint.upload ? null : onceOf(key, url, bytes),
      url,
    })
    return respond(request, answer, endpoint.statuses[0], headers)
  })
}
