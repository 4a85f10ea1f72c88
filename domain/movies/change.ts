import type { Movie, MoviePatch } from './movie'
import type { Selection } from './selection'

/** What was done, for the history and for undo: `count` movies were touched. */
export type Change = { changeId: string; count: number }

/** What a move did. `trashed`: the movies are copies, and the ones they were copied from lie in the trash of their bucket. */
export type Move = Change & { trashed: boolean }

/** What an undo did: how many movies are as they were, and how many stayed because they were changed since. */
export type Undo = Change & { left: number }

/** A patch of one movie by a caller who saw this version of it. */
export type VersionedPatch = { id: string; version: number; changes: MoviePatch }

/** The most patches that one call takes. */
export const EDITS_AT_ONCE = 100

/**
 * How writing one movie ended, for screens and the API. After a `conflict` (it has another version than the caller
 * named) nothing was changed, and `movie` is the current one. `gone`: the bucket holds no such movie, or it is in the
 * trash.
 */
export type WriteOutcome =
  | { id: string; status: 'saved' | 'added'; movie: Movie; changeId: string }
  | { id: string; status: 'conflict'; movie: Movie }
  | { id: string; status: 'gone' }

/** The same new values for all movies of a selection; each movie keeps its own title. */
export type BulkEdit = { selection: Selection; changes: Omit<MoviePatch, 'title'> }
