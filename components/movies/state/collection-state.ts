import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { TypedMovie } from './typed-movie'

/** A change that can be undone; `movieIds` are the movies that it added or hid. */
export type DoneChange = {
  changeId: string
  text: string
  movieIds: readonly string[]
  /** Whether a form added one movie. */
  added?: true
  /** The bucket it was made in, if that is another one: copies are an addition over there. */
  bucketId?: string
  /** For an edit, the movie and the version that it left. */
  edited?: { id: string; version: number }
}

/** An edit of a movie that was changed elsewhere first. A postponed one waits until the user comes back to it. */
export type Conflict = { mine: MoviePatch; theirs: Movie; postponed?: boolean }

/**
 * A movie that could not be added, with what was typed. The server may have added it and its answer got lost, so the
 * next try goes under the same id.
 */
export type FailedAdd = { id?: string; typed: TypedMovie; message: string; fields?: Record<string, string> }

/** What was typed for a movie and is not saved. */
export type RefusedEdit = { title: string; changes: MoviePatch }

/** What one tab did to a bucket on top of what the server rendered. */
export type CollectionState = {
  /** Movies newer than the page's rows: saved by this tab, or brought by a conflict. */
  known: ReadonlyMap<string, Movie>
  /** Edits that are shown and not yet saved. */
  pending: ReadonlyMap<string, MoviePatch>
  removed: ReadonlySet<string>
  /** Newest first, those that the server does not have yet as well: see `isBeingAdded`. */
  added: readonly Movie[]
  done: readonly DoneChange[]
  barShown: boolean
  /** The text of the last undo, until the user dismisses it or makes another change. */
  undone: string | null
  undoing: boolean
  /** Why the server refused something. */
  failure: string | null
  /** Why edits have to wait. */
  waiting: string | null
  /** Whether the server has another build than this page, so that nothing can be saved before it is reloaded. */
  stale: boolean
  /** Values that the server refused for good, for the user to copy. */
  refused: readonly RefusedEdit[]
  /** Decided one after the other; none replaces another. */
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
  failure: null,
  waiting: null,
  stale: false,
  refused: [],
  conflicts: [],
  failedAdds: [],
  announcement: '',
}

/** A page's rows with everything that this tab did to them. */
export function applyState({ known, pending, removed }: CollectionState, rows: readonly Movie[]): Movie[] {
  return rows
    .filter(({ id }) => !removed.has(id))
    .map((row) => {
      const saved = known.get(row.id)
      const newest = saved && saved.version > row.version ? saved : row
      const patch = pending.get(row.id)
      return patch ? { ...newest, ...patch } : newest
    })
}

const BEING_ADDED = 'adding:'

/** The id of a movie that is shown before the server has it. */
export function temporaryId(number: number): string {
  return `${BEING_ADDED}${number}`
}

/** Whether a movie is shown before the server has it. */
export function isBeingAdded({ id }: Pick<Movie, 'id'>): boolean {
  return id.startsWith(BEING_ADDED)
}

/** A set of ids without some of them. */
export function without(ids: ReadonlySet<string>, dropped: readonly string[]): Set<string> {
  return new Set([...ids].filter((id) => !dropped.includes(id)))
}
