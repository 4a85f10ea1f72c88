import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import type { Actor } from '@/db/client'
import { AppError, type Result } from '@/domain/result'
import { currentUser } from './auth/current-user'
import { toFailure, toInvalid } from './failure'
import { requireRate } from './rate-limit'
import { clientNetwork, requestId, requireOwnOrigin } from './request'
import { type Note, run } from './run'

const WRITES_A_MINUTE = 300
// For the visitors of one address, such as a school.
const PUBLIC_A_MINUTE = 120

type Action<Input, T> = (raw: z.input<z.ZodType<Input>> | unknown) => Promise<Result<T>>

/**
 * The only way to make a server action of a signed-in user: actor → origin → rate limit → parse → run → log.
 * `name` is the operation's row in the table of operations and in the log.
 */
export function action<Input, T>(
  name: string,
  schema: z.ZodType<Input>,
  work: (actor: Actor, input: Input) => Promise<T>,
): Action<Input, T> {
  return (raw) =>
    answer(name, async (note) => {
      const user = await currentUser()
      if (!user) throw new AppError('unauthenticated', 'You are signed out. Sign in again; what you typed stays here.')
      note({ userId: user.id })
      await requireOwnOrigin()
      await requireRate(`write:${user.id}`, WRITES_A_MINUTE)
      return work({ userId: user.id }, parse(schema, raw))
    })
}

/**
 * The only way to make a server action that signed-out visitors may use: origin → parse → rate limit → run → log.
 * `limited` is off for an action that others' requests must never block.
 */
export function publicAction<Input, T>(
  name: string,
  schema: z.ZodType<Input>,
  work: (input: Input) => Promise<T>,
  { limited = true } = {},
): Action<Input, T> {
  return (raw) =>
    answer(name, async () => {
      await requireOwnOrigin()
      const input = parse(schema, raw)
      if (limited) await requireRate(`public:${name}:${await clientNetwork()}`, PUBLIC_A_MINUTE)
      return work(input)
    })
}

async function answer<T>(action: string, work: (note: Note) => Promise<T>): Promise<Result<T>> {
  const id = await requestId()
  return run<Result<T>>(
    { requestId: id, action, outcome: 'ok' },
    async (note) => ({ ok: true, data: await work(note) }),
    (error, note) => {
      unstable_rethrow(error)
      const failure = toFailure(error, id)
      note({ outcome: failure.code })
      return failure
    },
  )
}

function parse<Input>(schema: z.ZodType<Input>, raw: unknown): Input {
  const input = schema.safeParse(raw)
  if (!input.success) throw toInvalid(input.error)
  return input.data
}
