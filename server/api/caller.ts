import 'server-only'
import { findSessionUser } from '@/db/account/sessions'
import { takeApiRequest } from '@/db/account/tokens'
import { takeRateLimit } from '@/db/rate-limits'
import { covers, type TokenScope } from '@/domain/account/token'
import { hashToken, sessionCookieName } from '@/server/auth/session-cookie'
import { environment } from '@/server/environment'
import { rateLimited } from '@/server/rate-limit'
import { Problem } from './problem'

/** Who sent a request to the API; `tokenId` is null for a browser's session, which may only read. */
export type ApiCaller = { userId: string; name: string | null; tokenId: string | null; scope: TokenScope }

const REALM = 'Bearer realm="moviebucket"'

// The caller of a route that is open to all.
const NOBODY: ApiCaller = { userId: '', name: null, tokenId: null, scope: 'read' }

/**
 * Who sent a request, by its token or, for reading, by the browser's session. Counts it against the caller's limit.
 * Nobody is asked for a token where none is needed.
 * @throws {Problem} 401, 403 when the token's scope is too small
 * @throws {AppError} `rate_limited`
 */
export async function identify(request: Request, needed: TokenScope | null): Promise<ApiCaller> {
  if (needed === null) return NOBODY
  const authorization = request.headers.get('authorization')
  const { caller, wait } = authorization === null ? await bySession(request) : await byToken(authorization)
  if (wait > 0) throw rateLimited(wait)
  if (!covers(caller.scope, needed))
    throw new Problem(403, 'forbidden', 'This token may only read. Make one with the scope write.', {
      headers: { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${needed}"` },
    })
  return caller
}

type Known = { caller: ApiCaller; wait: number }

async function byToken(authorization: string): Promise<Known> {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  const found = token ? await takeApiRequest(token, environment().API_RATE_LIMIT) : null
  if (!found)
    throw unauthenticated('This token is unknown, expired or revoked. Make one in Settings.', ', error="invalid_token"')
  const { wait, ...caller } = found
  return { caller, wait }
}

async function bySession(request: Request): Promise<Known> {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const cookie = isRead ? cookieOf(request, sessionCookieName()) : undefined
  const user = cookie ? await findSessionUser(hashToken(cookie)) : null
  if (!user) throw unauthenticated('Send a token as Authorization: Bearer mb_…; Settings makes one.')
  const wait = await takeRateLimit(`api:${user.id}`, environment().API_RATE_LIMIT, 60)
  return { caller: { userId: user.id, name: user.name, tokenId: null, scope: 'read' }, wait }
}

function unauthenticated(message: string, error = ''): Problem {
  return new Problem(401, 'unauthenticated', message, { headers: { 'www-authenticate': `${REALM}${error}` } })
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
