import type { Draft, TypedMovie } from '@/components/movies/state/movie-actions'

/** What is worth keeping of a form for a new movie: the format alone is not. */
export function draftOf(typed: TypedMovie, id?: string): Draft | null {
  const { format: _, ...rest } = typed
  return Object.values(rest).some(Boolean) ? { typed, id } : null
}
