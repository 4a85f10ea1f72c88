import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import type * as z from 'zod'
import type { Actor } from '@/db/client'
import type { OnceRequest } from '@/db/idempotency'
import { type EntityTags, mayChange, parseEntityTags } from '@/domain/api/entity-tag'
import { fieldProblems, misfit, NOTHING_HERE, Problem } from '@/domain/api/problem'
import { API_METHODS, type ApiMethod, type ApiRoute } from '@/domain/api/route'
import { API_ROUTES, type ApiRouteName } from '@/domain/api/routes'
import { AppError } from '@/domain/result'
import { log } from '@/server/log'
import { parseJson, readJsonBytes } from './body'
import { type ApiCaller, identify } from './caller'
import { CSV_TYPE, chooseType, commonHeaders, JSON_TYPE, tagOf } from './headers'
import { keyOf, onceOf } from './once'
import { problemResponse, toProblem } from './problem-response'
import { readQuery } from './query'
import { type Answer, respond, withoutBody } from './respond'
import { openUpload, type Upload } from './upload'

type Part<Name extends ApiRouteName, Key extends 'query' | 'body'> = (typeof API_ROUTES)[Name] extends {
  [K in Key]: infer Schema extends z.ZodType
}
  ? z.output<Schema>
  : undefined

/** A request to the API, checked: who sent it, what it asks for. */
export type Call<Query = undefined, Body = undefined, Sent = Upload | null> = {
  actor: Actor
  caller: ApiCaller
  /** The parts of the path by name; ids are not checked yet. */
  params: Record<string, string>
  query: Query
  body: Body
  /** The body of a route that reads it as it comes. */
  upload: Sent
  /** The type that the answer is to have. */
  type: typeof JSON_TYPE | typeof CSV_TYPE
  ifMatch: EntityTags | null
  ifNoneMatch: EntityTags | null
  /** For `runOnce`, if the request is a POST with an Idempotency-Key. */
  once: OnceRequest | null
  url: URL
}

type Sent<Name extends ApiRouteName> = (typeof API_ROUTES)[Name] extends { upload: z.ZodType } ? Upload : null
type Run<Name extends ApiRouteName> = (
  call: Call<Part<Name, 'query'>, Part<Name, 'body'>, Sent<Name>>,
) => Promise<Answer>
type Context = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: NextRequest, context: Context) => Promise<Response>
export type Handlers = Record<ApiMethod | 'HEAD' | 'OPTIONS', Handler>

/**
 * The only way to make a route file of the API, by the names its routes have in the table: token → scope → rate
 * limit → accept → parameters → content type, size, JSON → schema → run → log. HEAD comes with GET, other methods
 * are refused with what there is.
 */
export function api<Names extends ApiRouteName>(runs: { [Name in Names]: Run<Name> }): Handlers {
  const handlers = new Map<string, Handler>()
  for (const name of Object.keys(runs) as Names[]) {
    const route: ApiRoute = API_ROUTES[name]
    handlers.set(route.method, (request, context) =>
      serve(name, route, runs[name] as Run<ApiRouteName>, request, context),
    )
  }
  const get = handlers.get('GET')
  if (get) handlers.set('HEAD', async (request, context) => withoutBody(await get(request, context)))
  return withOthers(handlers)
}

/** The route file for every address that is none: whoever says who they are is told so. */
export function nothing(): Handlers {
  const handler: Handler = (request) =>
    answer('nothing', request, async () => {
      await identify(request, 'read')
      throw new AppError('not_found', NOTHING_HERE)
    })
  return withOthers(new Map([...API_METHODS, 'HEAD'].map((method) => [method, handler])))
}

function withOthers(handlers: Map<string, Handler>): Handlers {
  const allow = [...handlers.keys(), 'OPTIONS'].join(', ')
  const options: Handler = (request) =>
    answer('options', request, async (headers) => new Response(null, { status: 204, headers: { ...headers, allow } }))
  const refuse: Handler = (request) =>
    answer('refused', request, async () => {
      throw new Problem(405, 'method_not_allowed', `${request.method} is not done here; there are ${allow}.`, {
        headers: { allow },
      })
    })
  const of = (method: string) => handlers.get(method) ?? refuse
  const [GET, POST, PUT, PATCH, DELETE] = [of('GET'), of('POST'), of('PUT'), of('PATCH'), of('DELETE')]
  return { GET, HEAD: of('HEAD'), POST, PUT, PATCH, DELETE, OPTIONS: options }
}

function serve(
  name: ApiRouteName,
  route: ApiRoute,
  run: Run<ApiRouteName>,
  request: NextRequest,
  { params }: Context,
): Promise<Response> {
  return answer(name, request, async (headers, note) => {
    const caller = route.scope === null ? NOBODY : await identify(request, route.scope)
    note(caller)
    const type = chooseType(request, route.csv ? [JSON_TYPE, CSV_TYPE] : [JSON_TYPE])
    const url = new URL(request.url)
    const query = readQuery(url.searchParams, route.query)
    const bytes = route.body ? await readJsonBytes(request) : new Uint8Array()
    const key = keyOf(request, caller.userId)
    const call = {
      actor: { userId: caller.userId },
      caller,
      params: (await params) as Record<string, string>,
      query,
      body: route.body && parseBody(route.body, bytes),
      upload: route.upload ? openUpload(request, url, key) : null,
      type,
      ifMatch: parseEntityTags(request.headers.get('if-match')),
      ifNoneMatch: parseEntityTags(request.headers.get('if-none-match')),
      once: route.upload ? null : onceOf(key, url, bytes),
      url,
    } as Parameters<Run<ApiRouteName>>[0]
    return respond(request, await run(call), route, headers)
  })
}

// Of routes that anybody may read; none of them uses it.
const NOBODY: ApiCaller = { userId: '', name: null, tokenId: null, scope: 'read' }

function parseBody(schema: z.ZodType, bytes: Uint8Array): unknown {
  const parsed = schema.safeParse(parseJson(bytes), { reportInput: true })
  if (!parsed.success) throw misfit(fieldProblems(parsed.error.issues))
  return parsed.data
}

type Note = (caller: ApiCaller) => void

/** Runs a request to its answer, a refusal too, and logs it. */
async function answer(
  name: string,
  request: Request,
  run: (headers: Record<string, string>, note: Note) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const requestId = randomUUID()
  const headers = commonHeaders(request, requestId)
  let caller: ApiCaller | undefined
  const response = await run(headers, (found) => {
    caller = found
  }).catch((error) => problemResponse(toProblem(error, requestId), requestId, headers))
  const ms = Math.round(performance.now() - started)
  const who = { userId: caller?.userId || undefined, tokenId: caller?.tokenId ?? undefined }
  log.info({ requestId, ...who, api: name, method: request.method, status: response.status, ms })
  return response
}

/**
 * Holds what is there now against what the client knew of it.
 * @throws {Problem} 412
 */
export function requireUnchanged(ifMatch: EntityTags | null, body: unknown, tag = tagOf(JSON.stringify(body))): void {
  if (mayChange(ifMatch, tag)) return
  const message = 'It was changed since you read it, so nothing was done. Read it again.'
  throw new Problem(412, 'stale', message, { headers: { etag: `"${tag}"` } })
}
