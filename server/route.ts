import 'server-only'
import type { NextRequest } from 'next/server'
import type { SessionUser } from '@/db/account/sessions'
import { AppError, HTTP_STATUS, secondsToWait } from '@/domain/result'
import { currentUser } from './auth/current-user'
import { toFailure } from './failure'
import { requireRate } from './rate-limit'
import { requestId, requireOwnOrigin } from './request'
import { run } from './run'

const READS_A_MINUTE = 120
const WRITES_A_MINUTE = 60

const PROBLEM = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }

/** How many requests a minute a person may send to one route, in place of the limit that routes share. */
type Limit = { most: number }
type Handler<Context> = (request: NextRequest, context: Context) => Promise<Response>

/** The only way to make a route of a signed-in user that changes nothing: actor → rate limit → run → log. */
export function route<Context>(
  name: string,
  work: (user: SessionUser, request: NextRequest, context: Context) => Promise<Response>,
  limit?: Limit,
): Handler<Context> {
  return publicRoute(name, async (request, context) => {
    const user = await currentUser()
    if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in and try again.')
    if (limit) await requireRate(`read:${user.id}:${name}`, limit.most)
    else await requireRate(`read:${user.id}`, READS_A_MINUTE)
    return work(user, request, context)
  })
}

/**
 * The only way to make a route that a signed-in user's browser posts to, such as an upload, which is too large for an
 * action: origin → actor → rate limit → run → log. It refuses before it reads the body.
 */
export function writeRoute<Context>(
  name: string,
  work: (user: SessionUser, request: NextRequest, context: Context) => Promise<Response>,
  limit: Limit = { most: WRITES_A_MINUTE },
): Handler<Context> {
  return publicRoute(name, async (request, context) => {
    await requireOwnOrigin()
    const user = await currentUser()
    if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in again and repeat this.')
    await requireRate(`write:${user.id}:${name}`, limit.most)
    return work(user, request, context)
  })
}

/** The same for a route that signed-out visitors may use. Refusals are problem documents (RFC 9457). */
export function publicRoute<Context>(name: string, work: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    const id = await requestId()
    return run(
      { requestId: id, route: name, outcome: 'ok' },
      () => work(request, context),
      (error, note) => {
        const { code, message } = toFailure(error, id)
        note({ outcome: code })
        const status = HTTP_STATUS[code]
        const problem = { type: 'about:blank', title: code, status, detail: message, code, requestId: id }
        const seconds = secondsToWait(error, code)
        const wait = seconds ? { 'retry-after': String(seconds) } : undefined
        return Response.json(problem, { status, headers: { ...PROBLEM, ...wait } })
      },
    )
  }
}
