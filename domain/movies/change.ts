import type { Movie, MoviePatch } from './movie'
import type { Selection } from './selection'

/** What was done, for telling and for undoing it: `count` movies were touched. */
export type Change = { changeId: string; count: number }

/** What an undo did: how many movies are as they were, and how many were left as somebody changed them since. */
export type Undo = Change & { left: number }

/** One movie's new values, given by somebody who saw `version` of it. */
export type VersionedPatch = { id: string; version: number; changes: MoviePatch }

/** The most edits one call takes. */
export const EDITS_AT_ONCE = 100

/** How an edit ended; after a conflict nothing was changed and `movie` is the current one, with who changed it. */
export type PatchOutcome =
  | { id: string; status: 'saved'; movie: Movie; changeId: string }
  | { id: string; status: 'conflict'; movie: Movie }
  | { id: string; status: 'gone' }

/** The same new values for all movies of a selection. Titles are not set in bulk. */
export type BulkEdit = { selection: Selection; changes: Omit<MoviePatch, 'title'> }
