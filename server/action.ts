import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import type { Actor } from '@/db/client'
import { takeRateLimit } from '@/db/rate-limits'
import { AppError, type Result } from '@/domain/result'
import { currentUser } from './auth/current-user'
import { toFailure, toInvalid } from './failure'
import { log } from './log'
import { requestId, requireOwnOrigin } from './request'

const WRITES_A_MINUTE = 300

/**
 * The only way to make a server action of a signed-in person: actor → origin → rate limit → parse → run → log.
 * `name` is the operation's row in the table of operations and in the log.
 */
export function action<Input, T>(
  name: string,
  schema: z.ZodType<Input>,
  run: (actor: Actor, input: Input) => Promise<T>,
): (raw: z.input<z.ZodType<Input>> | unknown) => Promise<Result<T>> {
  return async (raw) => {
    const started = performance.now()
    const id = await requestId()
    let userId: string | undefined
    let outcome = 'ok'
    try {
      const user = await currentUser()
      if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in again; what you typed stays here.')
      userId = user.id
      await requireOwnOrigin()
      await requireRate(`write:${user.id}`, WRITES_A_MINUTE)
      const input = schema.safeParse(raw)
      if (!input.success) throw toInvalid(input.error)
      return { ok: true, data: await run({ userId: user.id }, input.data) }
    } catch (error) {
      unstable_rethrow(error)
      const failure = toFailure(error, id)
      outcome = failure.code
      return failure
    } finally {
      log.info({ requestId: id, userId, action: name, outcome, ms: Math.round(performance.now() - started) })
    }
  }
}

/** @throws {AppError} `rate_limited`, saying how long to wait */
export async function requireRate(key: string, mostAMinute: number): Promise<void> {
  const wait = await takeRateLimit(key, mostAMinute, 60)
  if (wait > 0) throw tooMuch(wait)
}

/** The refusal of requests that were too many, with the seconds to wait. */
export function tooMuch(wait: number): AppError {
  return new AppError('rate_limited', `That was a lot at once. Try again in ${wait} seconds.`, undefined, wait)
}
