import 'server-only'
import { createHash } from 'node:crypto'
import { Problem } from '@/domain/api/problem'
import { isSecure } from '@/server/auth/session-cookie'
import { environment } from '@/server/environment'

/** What every answer of the API carries: it is data for programs, so a browser is to make nothing of it. */
export function commonHeaders(request: Request, requestId: string): Record<string, string> {
  return {
    'x-request-id': requestId,
    'cache-control': 'private, no-cache',
    vary: 'authorization, cookie, accept, origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    ...(isSecure() && { 'strict-transport-security': 'max-age=31536000' }),
    ...corsHeaders(request.headers.get('origin'), environment().API_CORS_ORIGINS),
  }
}

/** Lets scripts of the named origins (`*`: of all) use the API with a token; cookies are never let through. */
export function corsHeaders(origin: string | null, allowed: readonly string[]): Record<string, string> {
  if (origin === null || !(allowed.includes('*') || allowed.includes(origin))) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, if-match, if-none-match, idempotency-key',
    'access-control-expose-headers': 'etag, location, link, retry-after, www-authenticate, x-request-id',
    'access-control-max-age': '600',
  }
}

/** The entity tag of what has no version: a hash of its text. */
export function tagOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** What the API answers with. */
export const JSON_TYPE = 'application/json'
export const CSV_TYPE = 'text/csv'

/**
 * The type that a request likes best of those that a route answers with; the first of them if it does not mind.
 * @throws {Problem} 406
 */
export function chooseType<Type extends string>(request: Request, offered: readonly [Type, ...Type[]]): Type {
  const accept = request.headers.get('accept')
  if (!accept) return offered[0]
  const wanted = accept.toLowerCase().split(',').map(readRange)
  const best = offered
    .map((type) => ({ type, quality: qualityOf(type, wanted) }))
    .reduce((best, each) => (each.quality > best.quality ? each : best))
  if (best.quality > 0) return best.type
  throw new Problem(406, 'not_acceptable', `This is there as ${offered.join(' or ')}.`)
}

type MediaRange = { type: string; quality: number }

function readRange(part: string): MediaRange {
  const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
  const [, given] = parameters.map((parameter) => /^q=([01](?:\.\d*)?)$/.exec(parameter)).find((found) => found) ?? []
  return { type, quality: given === undefined ? 1 : Number(given) }
}

// The range that names the type most closely counts; whoever reads problems reads JSON.
function qualityOf(type: string, wanted: MediaRange[]): number {
  const names = [type, ...(type === JSON_TYPE ? ['application/problem+json'] : []), `${type.split('/')[0]}/*`, '*/*']
  const found = names.map((name) => wanted.find((range) => range.type === name)).find((range) => range)
  return found?.quality ?? 0
}
