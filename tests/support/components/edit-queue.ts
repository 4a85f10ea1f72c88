import { vi } from 'vitest'
import { EditQueue } from '@/components/movies/state/edit-queue'
import type { VersionedPatch, WriteOutcome } from '@/domain/movies/change'
import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { ErrorCode, Result } from '@/domain/result'
import { aMovie } from '@/tests/support/builders/movie-values'
import { failure } from '@/tests/support/components/failure'

/** A call that a queue made, to be answered by the test. */
export type Call = {
  edits: VersionedPatch[]
  resolve: (result: Result<WriteOutcome[]>) => void
  reject: (error: Error) => void
}

/** A queue, the calls it makes, and everything its listener was told. */
export function setUp() {
  const calls: Call[] = []
  const told = {
    pending: new Map() as ReadonlyMap<string, MoviePatch>,
    saved: [] as Movie[],
    conflicts: [] as { mine: MoviePatch; theirs: Movie }[],
    gone: [] as Pick<Movie, 'id' | 'title'>[],
    refused: [] as { ids: string[]; message: string }[],
    stale: 0,
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
      onRefused: (edits, { message }) => told.refused.push({ ids: edits.map(({ id }) => id), message }),
      onWaiting: (reason) => told.waiting.push(reason),
      onStale: () => {
        told.stale++
      },
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
    reject: (index: number, error: Error) => {
      call(index).reject(error)
      return settled()
    },
    lose: (index: number) => {
      call(index).reject(new TypeError('Failed to fetch'))
      return settled()
    },
  }
}

export const alien = aMovie({ id: 'alien', version: 3, rating: 1 })
export const fargo = aMovie({ id: 'fargo', version: 7, rating: 1 })
