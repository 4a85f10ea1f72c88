import { type NextRequest, NextResponse } from 'next/server'
import { securityHeaders } from '@/domain/security-headers'

/** Runs before every page and action: a request id, and the security headers. */
export function proxy(request: NextRequest): NextResponse {
  return withHeaders(request, process.env.AUTH_URL?.startsWith('https:') ?? false)
}

export const config = {
  // Left out: health checks, the API and static files. They get their headers from server/answer-headers.ts.
  // An upload must not pass here either: Next would copy its body into memory for the proxy and cut it off at 10 MB.
  matcher: [
    '/((?!api/health/(?:live|ready)$|api/v1(?:/(?!docs$)|$)|_next/static/|icon\\.svg$|buckets/[^/]+/import/upload$).*)',
  ],
}

function withHeaders(request: NextRequest, secure: boolean): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, secure)

  const headers = new Headers(request.headers)
  headers.set('x-request-id', headers.get('x-request-id') ?? crypto.randomUUID())
  headers.set('x-wanted-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', headers.get('x-request-id') ?? '')
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value)
  // Anyone with the address of an invitation may accept it, so the address goes into no Referer, not even to us.
  if (request.nextUrl.pathname.startsWith('/invitations/')) response.headers.set('referrer-policy', 'strict-origin')
  return response
}

function contentSecurityPolicy(nonce: string, secure: boolean): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // The colour and size of a spine are data, set on the element.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}
