import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import type { Result } from '@/domain/result'
import { requireRate } from './action'
import { toFailure, toInvalid } from './failure'
import { log } from './log'
import { requestId, requireOwnOrigin } from './request'

// For everybody together: whom a signed-out request comes from is not known.
const A_MINUTE = 1200

/**
 * The only way to make a server action that signed-out people may use: origin → rate limit → parse → run → log.
 * `name` is the operation's row in the table of operations and in the log. `limited` is off for what nobody may be kept
 * from by what others send.
 */
export function publicAction<Input, T>(
  name: string,
  schema: z.ZodType<Input>,
  run: (input: Input) => Promise<T>,
  { limited = true } = {},
): (raw: z.input<z.ZodType<Input>> | unknown) => Promise<Result<T>> {
  return async (raw) => {
    const started = performance.now()
    const id = await requestId()
    let outcome = 'ok'
    try {
      await requireOwnOrigin()
      if (limited) await requireRate(`public:${name}`, A_MINUTE)
      const input = schema.safeParse(raw)
      if (!input.success) throw toInvalid(input.error)
      return { ok: true, data: await run(input.data) }
    } catch (error) {
      unstable_rethrow(error)
      const failure = toFailure(error, id)
      outcome = failure.code
      return failure
    } finally {
      log.info({ requestId: id, action: name, outcome, ms: Math.round(performance.now() - started) })
    }
  }
}
