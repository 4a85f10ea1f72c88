import 'server-only'
import { isSecure } from '@/server/auth/session-cookie'
import { environment } from '@/server/environment'

/** What every answer of the API carries: data for programs, which a browser neither shows nor runs. */
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

/** Lets scripts of the named origins (`*`: of all) use the API with a token, never with a cookie. */
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
