import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
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
