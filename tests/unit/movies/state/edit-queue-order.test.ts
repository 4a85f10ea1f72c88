import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EditQueue } from '@/components/movies/state/edit-queue'
import type { WriteOutcome } from '@/domain/movies/change'
import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { ErrorCode } from '@/domain/result'
import { aMovie } from '@/tests/support/builders/movie-values'
import type { Call } from '@/tests/support/components/edit-queue'
import { failure } from '@/tests/support/components/failure'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

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

/** A server with versions, a queue, and what an editor sees and believes. */
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
        for (const { id } of refused) view.set(id, get(known, id))
      },
      onWaiting: () => {},
      onStale: () => {},
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
    /** What the server has, unless it was changed elsewhere since this tab last heard of it. */
    stored: (id: string) => {
      const movie = server.get(id)
      return movie && movie.version === get(known, id).version ? values(movie) : undefined
    },
  }
}

const values = ({ title, rating, length }: Movie) => ({ title, rating, length })

describe('any events in any order', () => {
  it('show the last edit of each movie and leave it on the server, except where the queue reported otherwise', async () => {
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
