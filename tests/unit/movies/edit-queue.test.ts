import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EditQueue } from '@/components/movies/state/edit-queue'
import type { VersionedPatch, WriteOutcome } from '@/domain/movies/change'
import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { ErrorCode, Result } from '@/domain/result'
import { aMovie } from '@/tests/support/builders/movie-values'
import { failure } from '@/tests/support/components/failure'

type Call = {
  edits: VersionedPatch[]
  resolve: (result: Result<WriteOutcome[]>) => void
  reject: (error: Error) => void
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A queue, the calls it makes, and everything its listener was told. */
function setUp() {
  const calls: Call[] = []
  const told = {
    pending: new Map() as ReadonlyMap<string, MoviePatch>,
    saved: [] as Movie[],
    conflicts: [] as { mine: MoviePatch; theirs: Movie }[],
    gone: [] as Pick<Movie, 'id' | 'title'>[],
    refused: [] as { ids: string[]; message: string }[],
    waiting: [] as (string | null)[],
  }
  const queue = new EditQueue(
    (edits) => new Promise((resolve, reject) => calls.push({ edits: structuredClone(edits), resolve, reject })),
    {
      onPending: (pending) => {
        told.pending = pending
      },
      onSaved: (movie) => told.saved.push(movie),
      onConflict: (mine, theirs) => told.conflicts.push({ mine, theirs }),
      onGone: (movies) => told.gone.push(...movies),
      onRefused: (ids, { message }) => told.refused.push({ ids, message }),
      onWaiting: (reason) => told.waiting.push(reason),
    },
  )
  const call = (index: number) => {
    const found = calls[index]
    if (!found) throw new Error(`there is no call ${index}; ${calls.length} were made`)
    return found
  }
  const settled = () => vi.advanceTimersByTimeAsync(0)
  const answer = (index: number, result: Result<WriteOutcome[]>) => {
    call(index).resolve(result)
    return settled()
  }
  return {
    queue,
    calls,
    told,
    answer,
    /** Saves all edits of a call, as the server would. */
    save: (index: number, from: Movie[]) =>
      answer(index, {
        ok: true,
        data: call(index).edits.map(({ id, version, changes }) => {
          const before = from.find((movie) => movie.id === id) ?? aMovie({ id })
          const movie = { ...before, ...changes, version: version + 1 }
          return { id, status: 'saved', movie, changeId: `change of ${id} to ${movie.version}` }
        }),
      }),
    fail: (index: number, code: ErrorCode, message = 'no') => answer(index, failure(code, message)),
    lose: (index: number) => {
      call(index).reject(new TypeError('Failed to fetch'))
      return settled()
    },
  }
}

const alien = aMovie({ id: 'alien', version: 3, rating: 1 })
const fargo = aMovie({ id: 'fargo', version: 7, rating: 1 })

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
  it('hands a conflict over with all that was meant, and sends nothing more of it', async () => {
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

  it('says that a movie is gone, and saves the others of the call', async () => {
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

  it('drops with a refused movie what was queued for it, and sends what was queued for others', async () => {
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

  it('gets what was edited meanwhile too, merged and in one call', async () => {
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

  it('begins with a short pause again once it was back', async () => {
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

  it('is asked at once when somebody wants it, and not a second time by the clock', async () => {
    const { queue, calls, lose } = setUp()
    queue.add(alien, { rating: 5 })
    await lose(0)
    queue.retry()
    queue.retry()
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(calls).toHaveLength(2)
  })

  it('gets its whole pause after it was asked by hand and still is away', async () => {
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

type Step =
  | { do: 'edit'; id: string; changes: MoviePatch }
  | { do: 'save' | 'lose' | 'lose the answer' | 'retry' }
  | { do: 'fail'; code: ErrorCode }
  | { do: 'edit elsewhere' | 'delete elsewhere'; id: string }
  | { do: 'wait'; ms: number }

const ids = ['a', 'b', 'c']
const id = fc.constantFrom(...ids)
const step = <S extends Step>(weight: number, shape: { [K in keyof S]: fc.Arbitrary<S[K]> }) => ({
  weight,
  arbitrary: fc.record(shape) as fc.Arbitrary<Step>,
})
const anyStep = fc.oneof(
  step(6, {
    do: fc.constant('edit' as const),
    id,
    changes: fc.oneof(
      fc.record({ rating: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ length: fc.integer({ min: 0, max: 500 }), title: fc.constantFrom('X', 'Y', 'Z') }),
    ),
  }),
  step(4, { do: fc.constant('save' as const) }),
  step(2, {
    do: fc.constant('fail' as const),
    code: fc.constantFrom<ErrorCode>('unavailable', 'rate_limited', 'invalid', 'failed'),
  }),
  step(1, { do: fc.constantFrom('edit elsewhere' as const, 'delete elsewhere' as const), id }),
  step(1, { do: fc.constantFrom('lose' as const, 'lose the answer' as const, 'retry' as const) }),
  step(2, { do: fc.constant('wait' as const), ms: fc.constantFrom(1, 1000, 8000) }),
)

/** A server with versions, a queue, and what somebody who edits sees and believes. */
function setUpWorld() {
  const start = ids.map((id) => [id, aMovie({ id })] as const)
  const server = new Map(start)
  const known = new Map(start)
  const view = new Map(start)
  const get = (movies: Map<string, Movie>, id: string) => movies.get(id) ?? aMovie({ id })
  let pending: ReadonlyMap<string, MoviePatch> = new Map()
  let open: Call | undefined

  const queue = new EditQueue(
    (edits) =>
      new Promise((resolve, reject) => {
        expect(open, 'one call at a time').toBeUndefined()
        open = { edits: structuredClone(edits), resolve, reject }
      }),
    {
      onPending: (next) => {
        pending = next
      },
      onSaved: (movie) => known.set(movie.id, movie),
      onConflict: (mine, theirs) => {
        const meant = { ...get(known, theirs.id), ...mine }
        expect(values(meant), 'a conflict tells all that was meant').toEqual(values(get(view, theirs.id)))
        known.set(theirs.id, theirs)
        view.set(theirs.id, theirs)
      },
      onGone: (movies) => {
        for (const { id } of movies) view.set(id, get(known, id))
      },
      onRefused: (refused) => {
        for (const id of refused) view.set(id, get(known, id))
      },
      onWaiting: () => {},
    },
  )

  const take = () => {
    const call = open
    open = undefined
    return call
  }
  const commit = ({ edits }: Call): WriteOutcome[] =>
    edits.map(({ id, version, changes }) => {
      const movie = server.get(id)
      if (!movie) return { id, status: 'gone' }
      if (movie.version !== version) return { id, status: 'conflict', movie }
      const saved = { ...movie, ...changes, version: version + 1 }
      server.set(id, saved)
      return { id, status: 'saved', movie: saved, changeId: 'any' }
    })
  const lose = (call: Call | undefined) => call?.reject(new TypeError('Failed to fetch'))
  const save = (call: Call | undefined) => call?.resolve({ ok: true, data: commit(call) })

  const run = async (step: Step) => {
    if (step.do === 'edit') {
      view.set(step.id, { ...get(view, step.id), ...step.changes })
      queue.add(get(known, step.id), step.changes)
    } else if (step.do === 'edit elsewhere') {
      const movie = server.get(step.id)
      if (movie) server.set(step.id, { ...movie, length: movie.length + 1, version: movie.version + 1 })
    } else if (step.do === 'delete elsewhere') server.delete(step.id)
    else if (step.do === 'save') save(take())
    else if (step.do === 'fail') take()?.resolve(failure(step.code))
    else if (step.do === 'lose') lose(take())
    else if (step.do === 'lose the answer') {
      if (open) commit(open)
      lose(take())
    } else if (step.do === 'retry') queue.retry()
    await vi.advanceTimersByTimeAsync(step.do === 'wait' ? step.ms : 0)
  }
  return {
    queue,
    run,
    pending: () => pending,
    shown: (id: string) => values({ ...get(known, id), ...pending.get(id) }),
    believed: (id: string) => values(get(view, id)),
    /** What the server has, if nobody else changed it since this tab heard of it. */
    stored: (id: string) => {
      const movie = server.get(id)
      return movie && movie.version === get(known, id).version ? values(movie) : undefined
    },
  }
}

const values = ({ title, rating, length }: Movie) => ({ title, rating, length })

describe('whatever happens in whatever order', () => {
  it('shows the last edit of each movie, and so has the server in the end, but for what was told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
        const world = setUpWorld()
        for (const step of steps) {
          await world.run(step)
          for (const id of ids) expect(world.shown(id)).toEqual(world.believed(id))
        }
        for (let round = 0; round < 10 && !world.queue.isEmpty; round++) {
          await world.run({ do: 'save' })
          await world.run({ do: 'wait', ms: 8000 })
        }
        expect(world.queue.isEmpty).toBe(true)
        expect(world.pending().size).toBe(0)
        await world.queue.idle()
        for (const id of ids) {
          expect(world.shown(id)).toEqual(world.believed(id))
          expect(world.stored(id) ?? world.believed(id)).toEqual(world.believed(id))
        }
      }),
      { numRuns: 300 },
    )
  })
})
