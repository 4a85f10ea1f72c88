import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { TypedMovie } from './movie-actions'

/** Something that was done and can be undone; `movieIds` are the movies it added or hid. */
export type Done = {
  changeId: string
  text: string
  movieIds: readonly string[]
  /** Where it was done, if that was another bucket: copies are an addition over there. */
  bucketId?: string
  /** For an edit, the movie as it left it. */
  edited?: { id: string; version: number }
}

/** An edit that came after somebody else's; one that `waits` was put off and is not asked about by itself. */
export type Conflict = { mine: MoviePatch; theirs: Movie; waits?: boolean }

/**
 * A movie that could not be added, with what was typed. The answer may have got lost after it was added, so it is
 * tried again under the same id.
 */
export type FailedAdd = { id?: string; typed: TypedMovie; message: string; fields?: Record<string, string> }

/** What one tab did to a bucket on top of what the server rendered. */
export type CollectionState = {
  /** Newer than the page's rows: saved by this tab, or brought by a conflict. */
  known: ReadonlyMap<string, Movie>
  /** Shown, not yet saved. */
  pending: ReadonlyMap<string, MoviePatch>
  removed: ReadonlySet<string>
  /** Newest first; `adding:…` ids are on their way. */
  added: readonly Movie[]
  done: readonly Done[]
  barShown: boolean
  /** What was undone last, until it is dismissed or something else was done. */
  undone: string | null
  undoing: boolean
  /** Why something was refused, or why it has to wait. */
  problem: string | null
  waiting: string | null
  /** One after the other to decide, and to type again; none replaces another. */
  conflicts: readonly Conflict[]
  failedAdds: readonly FailedAdd[]
  /** For screen readers. */
  announcement: string
}

export const EMPTY_STATE: CollectionState = {
  known: new Map(),
  pending: new Map(),
  removed: new Set(),
  added: [],
  done: [],
  barShown: false,
  undone: null,
  undoing: false,
  problem: null,
  waiting: null,
  conflicts: [],
  failedAdds: [],
  announcement: '',
}

/** A page's rows as they are after all that this tab did. */
export function applyState({ known, pending, removed }: CollectionState, rows: readonly Movie[]): Movie[] {
  return rows
    .filter(({ id }) => !removed.has(id))
    .map((row) => {
      const saved = known.get(row.id)
      const newest = saved && saved.version > row.version ? saved : row
      const changes = pending.get(row.id)
      return changes ? { ...newest, ...changes } : newest
    })
}

/** Whether a movie is shown before the server has it. */
export function isOnItsWay({ id }: Pick<Movie, 'id'>): boolean {
  return id.startsWith('adding:')
}
