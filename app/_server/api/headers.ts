import 'server-only'
import { createHash } from 'node:crypto'
import { isSecure } from '@/app/_auth/session-cookie'
import { Problem } from '@/domain/api-problem'
import { environment } from '../environment'

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

/**
 * Holds a request to the types that a route answers with.
 * @throws {Problem} 406
 */
export function requireAcceptable(request: Request, offered: string): void {
  const accept = request.headers.get('accept')
  if (!accept) return
  const [kind] = offered.split('/')
  const wanted = accept.toLowerCase().split(',')
  const fits = wanted.some((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    return !refused && [offered, `${kind}/*`, '*/*', 'application/problem+json'].includes(type)
  })
  if (!fits) throw new Problem(406, 'not_acceptable', `This is there as ${offered}.`)
}
