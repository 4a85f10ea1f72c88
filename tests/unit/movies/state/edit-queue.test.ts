import { UnrecognizedActionError } from 'next/dist/client/components/unrecognized-action-error'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aMovie } from '@/tests/support/builders/movie-values'
import { alien, fargo, setUp } from '@/tests/support/components/edit-queue'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('an edit queue', () => {
  it('sends an edit at once, shows it until it is saved, and says so', async () => {
    const { queue, calls, told, save } = setUp()
    queue.add(alien, { rating: 5 })
    expect(calls.map(({ edits }) => edits)).toEqual([[{ id: 'alien', version: 3, changes: { rating: 5 } }]])
    expect(told.pending).toEqual(new Map([['alien', { rating: 5 }]]))
    await save(0, [alien])
    expect(told.saved).toEqual([{ ...alien, rating: 5, version: 4 }])
    expect(told.pending.size).toBe(0)
    expect(queue.isEmpty).toBe(true)
  })

  it('makes two calls of ten edits on several movies, the second with the last values of each', async () => {
    const { queue, calls, told, save } = setUp()
    queue.add(alien, { rating: 1 })
    for (const rating of [2, 3, 4, 5]) queue.add(alien, { rating })
    queue.add(fargo, { rating: 2 })
    queue.add(fargo, { length: 98 })
    queue.add(fargo, { rating: 4 })
    queue.add(alien, { title: 'Aliens' })
    queue.add(fargo, { format: 'VHS' })
    expect(calls).toHaveLength(1)
    await save(0, [alien, fargo])
    expect(calls).toHaveLength(2)
    expect(calls[1]?.edits).toEqual([
      { id: 'alien', version: 4, changes: { rating: 5, title: 'Aliens' } },
      { id: 'fargo', version: 7, changes: { rating: 4, length: 98, format: 'VHS' } },
    ])
    await save(1, [alien, fargo])
    expect(calls).toHaveLength(2)
    expect(told.pending.size).toBe(0)
    expect(told.saved.map(({ id, version }) => [id, version])).toEqual([
      ['alien', 4],
      ['alien', 5],
      ['fargo', 8],
    ])
  })

  it('goes on from the version it saved, whatever an older row says', async () => {
    const { queue, calls, save } = setUp()
    queue.add(alien, { rating: 5 })
    await save(0, [alien])
    queue.add(alien, { rating: 2 })
    expect(calls[1]?.edits[0]?.version).toBe(4)
    await save(1, [alien])
    queue.add({ ...alien, version: 9 }, { rating: 3 })
    expect(calls[2]?.edits[0]?.version).toBe(9)
  })

  it('sends no more than the server takes in one call', async () => {
    const { queue, calls, told, save } = setUp()
    const movies = Array.from({ length: 250 }, (_, index) => aMovie({ id: `m${index}` }))
    queue.add(alien, { rating: 5 })
    for (const movie of movies) queue.add(movie, { rating: 4 })
    for (let index = 0; index < 4; index++) await save(index, movies)
    expect(calls.map(({ edits }) => edits.length)).toEqual([1, 100, 100, 50])
    expect(told.saved).toHaveLength(251)
    expect(queue.isEmpty).toBe(true)
  })
})

describe('what the server does not take', () => {
  it('reports a conflict with the whole patch, and sends nothing more of it', async () => {
    const { queue, calls, told, answer } = setUp()
    const theirs = { ...alien, rating: 2, version: 8 }
    queue.add(alien, { rating: 5 })
    queue.add(alien, { length: 100 })
    await answer(0, { ok: true, data: [{ id: 'alien', status: 'conflict', movie: theirs }] })
    expect(told.conflicts).toEqual([{ mine: { rating: 5, length: 100 }, theirs }])
    expect(told.pending.size).toBe(0)
    expect(calls).toHaveLength(1)
    queue.add(theirs, { rating: 5 })
    expect(calls[1]?.edits).toEqual([{ id: 'alien', version: 8, changes: { rating: 5 } }])
  })

  it('reports that a movie is gone, and saves the others of the call', async () => {
    const { queue, told, answer } = setUp()
    queue.add(fargo, { rating: 1 })
    queue.add(alien, { rating: 5 })
    queue.add(fargo, { rating: 3 })
    await answer(0, { ok: true, data: [{ id: 'fargo', status: 'gone' }] })
    expect(told.gone).toEqual([{ id: 'fargo', title: fargo.title }])
    expect(told.refused).toEqual([])
    expect(told.pending).toEqual(new Map([['alien', { rating: 5 }]]))
  })

  it.each(['invalid', 'forbidden', 'failed', 'not_found'] as const)(
    'takes an edit back when it is refused as %s, with the reason',
    async (code) => {
      const { queue, calls, told, fail } = setUp()
      queue.add(alien, { rating: 5 })
      await fail(0, code, 'You may not.')
      expect(told.refused).toEqual([{ ids: ['alien'], message: 'You may not.' }])
      expect(told.pending.size).toBe(0)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(calls).toHaveLength(1)
      queue.add(alien, { rating: 4 })
      expect(calls[1]?.edits).toEqual([{ id: 'alien', version: 3, changes: { rating: 4 } }])
    },
  )

  it('keeps edits and sends them no more once the server has another build', async () => {
    const { queue, calls, told, reject } = setUp()
    queue.add(alien, { rating: 2 })
    queue.add(fargo, { rating: 4 })
    queue.add(alien, { title: 'Aliens' })
    await reject(0, new UnrecognizedActionError('not found'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect([calls.length, told.stale, told.waiting]).toEqual([1, 1, []])
    expect(queue.queued).toEqual(
      expect.arrayContaining([
        { id: 'alien', version: 3, title: alien.title, changes: { rating: 2, title: 'Aliens' } },
        { id: 'fargo', version: 7, title: fargo.title, changes: { rating: 4 } },
      ]),
    )
  })

  it('drops the queued edits of a refused movie, and sends those of others', async () => {
    const { queue, calls, fail } = setUp()
    queue.add(alien, { rating: 5 })
    queue.add(alien, { rating: 4 })
    queue.add(fargo, { rating: 2 })
    await fail(0, 'invalid')
    expect(calls[1]?.edits).toEqual([{ id: 'fargo', version: 7, changes: { rating: 2 } }])
  })
})

describe('a server that is away', () => {
  it('is asked again after 1, 2, 4, 8 and 8 seconds, and everything stays shown', async () => {
    const { queue, calls, told, lose } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    for (const [index, pause] of [1000, 2000, 4000, 8000, 8000].entries()) {
      await vi.advanceTimersByTimeAsync(pause - 1)
      expect(calls).toHaveLength(index + 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(calls).toHaveLength(index + 2)
      await lose(index + 1)
    }
    expect(told.pending).toEqual(new Map([['alien', { rating: 5 }]]))
    expect(told.refused).toEqual([])
  })

  it.each(['unavailable', 'rate_limited', 'unauthenticated'] as const)(
    'says why it waits when it is %s, and when no more',
    async (code) => {
      const { queue, told, fail, save } = setUp()
      queue.add(alien, { rating: 5 })
      await fail(0, code, 'Not now.')
      expect(told.waiting).toEqual(['Not now.'])
      await vi.advanceTimersByTimeAsync(1000)
      await save(1, [alien])
      expect(told.waiting).toEqual(['Not now.', null])
      expect(told.saved).toEqual([{ ...alien, rating: 5, version: 4 }])
      expect(queue.isEmpty).toBe(true)
    },
  )

  it('gets the edits made in the meantime too, merged and in one call', async () => {
    const { queue, calls, lose, save } = setUp()
    queue.add(alien, { rating: 5, length: 100 })
    queue.add(alien, { rating: 4 })
    await lose(0)
    queue.add(alien, { rating: 3 })
    queue.add(fargo, { rating: 2 })
    expect(calls, 'an edit does not hurry a server that is away').toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls[1]?.edits).toEqual([
      { id: 'alien', version: 3, changes: { rating: 3, length: 100 } },
      { id: 'fargo', version: 7, changes: { rating: 2 } },
    ])
    await save(1, [alien, fargo])
    expect(queue.isEmpty).toBe(true)
  })

  it('is asked after a short pause again once it was back', async () => {
    const { queue, calls, lose, save } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    await vi.advanceTimersByTimeAsync(1000)
    await lose(1)
    await vi.advanceTimersByTimeAsync(2000)
    await save(2, [alien])
    queue.add(alien, { rating: 4 })
    await lose(3)
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls).toHaveLength(5)
  })

  it('is asked at once on request, and not a second time by the clock', async () => {
    const { queue, calls, lose } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    queue.retry()
    queue.retry()
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(calls).toHaveLength(2)
  })

  it('gets its whole pause after a request on which it was still away', async () => {
    const { queue, calls, lose } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    queue.retry()
    await lose(1)
    await vi.advanceTimersByTimeAsync(1999)
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toHaveLength(3)
  })

  it('is told of the version that the first of merged edits was made on, so that nothing newer is overwritten', async () => {
    const { queue, calls, lose } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    queue.add({ ...alien, version: 8 }, { length: 100 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls[1]?.edits).toEqual([{ id: 'alien', version: 3, changes: { rating: 5, length: 100 } }])
  })
})

describe('idle', () => {
  it('is at once when there is nothing to do', async () => {
    await expect(setUp().queue.idle()).resolves.toBeUndefined()
  })

  it('waits for the last of all edits, through an outage', async () => {
    const { queue, lose, save } = setUp()
    let idle = false
    queue.add(alien, { rating: 5 })
    void queue.idle().then(() => {
      idle = true
    })
    await lose(0)
    queue.add(fargo, { rating: 5 })
    await vi.advanceTimersByTimeAsync(1000)
    queue.add(alien, { rating: 4 })
    await save(1, [alien, fargo])
    expect(idle).toBe(false)
    await save(2, [alien])
    expect(idle).toBe(true)
  })

  it('comes after a refusal as well', async () => {
    const { queue, fail } = setUp()
    queue.add(alien, { rating: 5 })
    const idle = queue.idle()
    await fail(0, 'failed')
    await expect(idle).resolves.toBeUndefined()
  })
})
