import 'server-only'
import { isKnown, parseEntityTags } from '@/domain/api/entity-tag'
import type { ApiRoute } from '@/domain/api/route'
import { exportResponse } from '@/server/export/export-response'
import { tagOf } from './headers'

/** What a route answers: the status is the route's first unless given, the tag a hash of the body. */
export type Answer = { status?: number; body?: unknown; tag?: string; headers?: Record<string, string>; text?: Text }

/** An answer that is sent as it is made, in place of a body. */
type Text = { mediaType: string; pieces: AsyncGenerator<string> }

/** A route's answer as a response with the headers that all have. */
export async function respond(
  request: Request,
  answer: Answer,
  route: ApiRoute,
  headers: Record<string, string>,
): Promise<Response> {
  const { status = route.statuses[0], body, tag, text } = answer
  if (text) return respondWithText(text, status, { ...headers, ...answer.headers })
  if (body === undefined) return new Response(null, { status, headers: { ...headers, ...answer.headers } })
  const json = JSON.stringify(body)
  const etag = tag ?? tagOf(json)
  const all = { ...headers, etag: `"${etag}"`, ...answer.headers }
  if (route.method === 'GET' && isKnown(parseEntityTags(request.headers.get('if-none-match')), etag))
    return new Response(null, { status: 304, headers: all })
  return new Response(json, { status, headers: { ...all, 'content-type': 'application/json; charset=utf-8' } })
}

async function respondWithText(
  { mediaType, pieces }: Text,
  status: number | undefined,
  headers: Record<string, string>,
) {
  const { body } = await exportResponse(pieces, { mediaType, id: headers['x-request-id'] })
  return new Response(body, { status, headers: { ...headers, 'content-type': mediaType } })
}

/** The same answer to HEAD; what would have been sent is not made. */
export async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel()
  return new Response(null, { status: response.status, headers: response.headers })
}
