import { type NextRequest, NextResponse } from 'next/server'
import { isLoopbackHost } from '@/domain/environment'
import { findView } from '@/domain/search/search'
import { securityHeaders } from '@/domain/security-headers'
import { cookieName, cookieOptions } from '@/server/auth/session-cookie'

const YEAR_SECONDS = 365 * 86_400

/** Runs before every page and action: one address for everyone, a request id, and the security headers. */
export function proxy(request: NextRequest): NextResponse {
  const canonical = new URL(process.env.AUTH_URL || 'http://localhost:3000')
  return misdirected(request, canonical) ?? withHeaders(request, canonical)
}

export const config = {
  // Left out: health checks, which use any host name; the API, which has its own headers; static files. They get theirs from server/answer-headers.ts.
  // An upload must not pass here either: Next would copy its body into memory for the proxy and cut it off at 10 MB.
  matcher: [
    '/((?!api/health/(?:live|ready)$|api/v1(?:/(?!docs$)|$)|_next/static/|icon\\.svg$|buckets/[^/]+/import/upload$).*)',
  ],
}

// Cookies belong to one host name: a browser on 127.0.0.1 would lose the sign-in that goes back to localhost.
function misdirected(request: NextRequest, canonical: URL): NextResponse | undefined {
  const host = request.headers.get('host') ?? ''
  if (host === canonical.host || (isLoopbackHost(host) && !isLoopbackHost(canonical.host))) return undefined
  if (isLoopbackHost(host) || !isLoopbackHost(canonical.host)) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    return forward(new URL(request.nextUrl.pathname + request.nextUrl.search, canonical))
  }
  const text = `This moviebucket was started for ${canonical.origin}, but your request came to http://${host}.
If you run it: set AUTH_URL to the address that people use, for example AUTH_URL=http://${host}, and restart it.\n`
  return new NextResponse(text, { status: 421, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

// With a Refresh header: Next takes 127.0.0.1 for localhost and would make a Location relative, an endless loop.
function forward({ href }: URL): NextResponse {
  const headers = {
    refresh: `0; url=${href}`,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  }
  return new NextResponse(`This moviebucket is at ${href}\n`, { headers })
}

function withHeaders(request: NextRequest, canonical: URL): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const secure = canonical.protocol === 'https:'
  const policy = contentSecurityPolicy(nonce, secure)

  const headers = new Headers(request.headers)
  headers.set('x-request-id', headers.get('x-request-id') ?? crypto.randomUUID())
  headers.set('x-wanted-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', headers.get('x-request-id') ?? '')
  for (const [name, value] of Object.entries(securityHeaders(secure))) response.headers.set(name, value)
  // The view that a bucket's address names is the one that its reader chose.
  const view =
    /^\/buckets\/[^/]+$/.test(request.nextUrl.pathname) && findView(request.nextUrl.searchParams.get('view') ?? '')
  if (view) response.cookies.set(cookieName('view'), view, { ...cookieOptions(), maxAge: YEAR_SECONDS })
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
