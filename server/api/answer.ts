import 'server-only'
import { sha256 } from '@/db/hash'
import { streamText } from '@/server/text-stream'
import { Problem } from './problem'
import { type EntityTags, isKnown, mayChange, parseEntityTags } from './request'

/** What a route answers: the status is the route's usual one unless given, the tag a hash of the body. */
export type Answer = { status?: number; body?: unknown; tag?: string; headers?: Record<string, string>; text?: Text }

/** An answer that is sent while it is made, in place of a body. */
type Text = { mediaType: string; pieces: AsyncGenerator<string> }

/** A route's answer as a response with the headers that all have. HEAD gets the same one without its body. */
export async function respond(
  request: Request,
  answer: Answer,
  usualStatus: number | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const { status = usualStatus, body, tag, text } = answer
  const all = { ...headers, ...answer.headers }
  if (text) return respondWithText(request, text, status, all)
  if (body === undefined) return new Response(null, { status, headers: all })
  const json = JSON.stringify(body)
  const etag = tag ?? tagOf(json)
  const tagged = { ...headers, etag: `"${etag}"`, ...answer.headers }
  if (isRead(request) && isKnown(parseEntityTags(request.headers.get('if-none-match')), etag))
    return new Response(null, { status: 304, headers: tagged })
  return new Response(json, { status, headers: { ...tagged, 'content-type': 'application/json; charset=utf-8' } })
}

async function respondWithText(
  request: Request,
  { mediaType, pieces }: Text,
  status: number | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const stream = await streamText(pieces, headers['x-request-id'] ?? '')
  // The router drops the body of a HEAD unread: what would have been sent must not be made.
  if (request.method === 'HEAD') await stream.cancel()
  const body = request.method === 'HEAD' ? null : stream
  return new Response(body, { status, headers: { ...headers, 'content-type': mediaType } })
}

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD'

/** The entity tag of what has no version: a hash of its text. */
function tagOf(text: string): string {
  return sha256(text, 'base64url').slice(0, 22)
}

/**
 * Compares the present state with the one that the client knew.
 * @throws {Problem} 412
 */
export function requireUnchanged(ifMatch: EntityTags | null, body: unknown, tag = tagOf(JSON.stringify(body))): void {
  if (mayChange(ifMatch, tag)) return
  const message = 'It was changed since you read it, so nothing was done. Read it again.'
  throw new Problem(412, 'stale', message, { headers: { etag: `"${tag}"` } })
}
