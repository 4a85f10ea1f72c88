import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { toAppError } from '@/db/errors'
import { log } from '@/server/log'
import { run } from '@/server/run'

let info: MockInstance<typeof log.info>

beforeEach(() => {
  info = vi.spyOn(log, 'info').mockImplementation(() => {})
})

afterEach(() => info.mockRestore())

it('gives what the work gives, and logs one line with what it noted and the milliseconds', async () => {
  const refuse = vi.fn()
  const work = async (note: (fields: { userId: string }) => void) => {
    note({ userId: 'ana' })
    return 7
  }
  expect(await run({ requestId: 'r', action: 'a', outcome: 'ok' }, work, refuse)).toBe(7)
  expect(refuse).not.toHaveBeenCalled()
  expect(info.mock.calls).toEqual([
    [{ requestId: 'r', action: 'a', outcome: 'ok', userId: 'ana', ms: expect.any(Number) }],
  ])
})

it('gives what the refusal makes of an error, and logs the outcome that it notes', async () => {
  const answer = await run(
    { requestId: 'r', outcome: 'ok' },
    async () => {
      throw new Error('no')
    },
    (error, note) => {
      note({ outcome: 'failed' })
      return (error as Error).message
    },
  )
  expect(answer).toBe('no')
  expect(info.mock.calls).toEqual([[{ requestId: 'r', outcome: 'failed', ms: expect.any(Number) }]])
})

it('lets through what the refusal throws, and logs the line all the same', async () => {
  const redirect = new Error('redirect')
  const thrown = run(
    { requestId: 'r' },
    async () => {
      throw redirect
    },
    (error) => {
      throw error
    },
  )
  await expect(thrown).rejects.toBe(redirect)
  expect(info).toHaveBeenCalledOnce()
})

it('logs why the database is away, once for a request', async () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  const cause = Object.assign(new Error('password authentication failed for user "ana"'), { code: '28P01' })
  const away = toAppError(cause)
  await run(
    { requestId: 'r' },
    async () => {
      throw away
    },
    () => null,
  )
  expect(warn.mock.calls).toEqual([
    [{ requestId: 'r', cause: '28P01 password authentication failed for user "ana"' }, 'the database is away'],
  ])
  warn.mockRestore()
})
