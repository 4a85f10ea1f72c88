import 'server-only'
import type { NextRequest } from 'next/server'
import type { SessionUser } from '@/db/account/sessions'
import { AppError, HTTP_STATUS } from '@/domain/result'
import { requireRate } from './action'
import { currentUser } from './auth/current-user'
import { toFailure } from './failure'
import { log } from './log'
import { requestId, requireOwnOrigin } from './request'

const READS_A_MINUTE = 120
const WRITES_A_MINUTE = 60

type Handler<Context> = (request: NextRequest, context: Context) => Promise<Response>

/** The only way to make a route of a signed-in person that changes nothing: actor → rate limit → run → log. */
export function route<Context>(
  name: string,
  run: (user: SessionUser, request: NextRequest, context: Context) => Promise<Response>,
): Handler<Context> {
  return publicRoute(name, async (request, context) => {
    const user = await currentUser()
    if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in and try again.')
    await requireRate(`read:${user.id}`, READS_A_MINUTE)
    return run(user, request, context)
  })
}

/**
 * The only way to make a route that a signed-in person's browser posts to, such as an upload, which is too large for
 * an action: origin → actor → rate limit → run → log. What is refused is refused before the body is read.
 */
export function writeRoute<Context>(
  name: string,
  run: (user: SessionUser, request: NextRequest, context: Context) => Promise<Response>,
): Handler<Context> {
  return publicRoute(name, async (request, context) => {
    await requireOwnOrigin()
    const user = await currentUser()
    if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in again and repeat this.')
    await requireRate(`write:${user.id}:${name}`, WRITES_A_MINUTE)
    return run(user, request, context)
  })
}

/** The same for a route that signed-out people may use. Refusals are problem documents (RFC 9457). */
export function publicRoute<Context>(name: string, run: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    const started = performance.now()
    const id = await requestId()
    let outcome = 'ok'
    try {
      return await run(request, context)
    } catch (error) {
      const { code, message } = toFailure(error, id)
      outcome = code
      const status = HTTP_STATUS[code]
      const problem = { type: 'about:blank', title: code, status, detail: message, code, requestId: id }
      const seconds = (error instanceof AppError && error.retryAfter) || (status === 503 && 2)
      const wait = seconds ? { 'retry-after': String(seconds) } : undefined
      return Response.json(problem, { status, headers: { 'content-type': 'application/problem+json', ...wait } })
    } finally {
      log.info({ requestId: id, route: name, outcome, ms: Math.round(performance.now() - started) })
    }
  }
}
