import { DrizzleQueryError } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { toAppError } from '@/db/errors'
import { makeTurns } from '@/db/turns'
import { AppError } from '@/domain/result'
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

it.each([
  ['28P01', 'password authentication failed for user "ana"'],
  ['53100', 'could not extend file "base/5/16411": No space left on device'],
  ['57014', 'canceling statement due to statement timeout'],
  ['55P03', 'canceling statement due to lock timeout'],
  ['40P01', 'deadlock detected'],
])('logs why something is unavailable, once for a request: %s %s', async (code, message) => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  const cause = Object.assign(new Error(message), { code, detail: 'Key (title)=(Alien)' })
  const query = new DrizzleQueryError('insert into movies values ($1)', ['Alien'], cause)
  const away = toAppError(query)
  expect(away).toMatchObject({ code: 'unavailable', message: expect.not.stringContaining(code) })
  await run(
    { requestId: 'r' },
    async () => {
      throw away
    },
    () => null,
  )
  expect(warn.mock.calls).toEqual([[{ requestId: 'r', cause: `${code} ${message}` }, 'unavailable']])
  warn.mockRestore()
})

it('logs in our own words why something is unavailable that no database refused', async () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  await run(
    { requestId: 'r' },
    async () => {
      const turns = makeTurns(1, 1)
      await turns.take([{ name: 'ana', most: 1 }])
      await turns.take([{ name: 'ben', most: 1 }])
    },
    () => undefined,
  )
  expect(warn.mock.calls).toEqual([[{ requestId: 'r', cause: 'no connection was free within 1 ms' }, 'unavailable']])
  await run(
    { requestId: 'r' },
    async () => {
      throw new AppError('conflict', 'This import is being added or changed right now.')
    },
    () => undefined,
  )
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})
