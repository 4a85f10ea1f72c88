import { MOVIE_FIELDS, type Movie, type MovieField, type MovieValues } from '@/domain/movies/movie'

/** A movie's values as they are typed. */
export type TypedMovie = Record<MovieField, string>

/** A new movie that is typed and not saved. A second try to add it goes under the same id. */
export type Draft = { typed: TypedMovie; id?: string }

/** What the form over the list is for: a movie to edit, or one to add with what was typed before and its id. */
export type FormSubject = {
  movie?: Movie
  typed?: Partial<TypedMovie>
  errors?: Record<string, string>
  id?: string
}

/** A movie as the form shows it. */
export function typedOf(movie: MovieValues): TypedMovie {
  return Object.fromEntries(MOVIE_FIELDS.map((field) => [field, String(movie[field] ?? '')])) as TypedMovie
}

/** What is worth keeping of a form for a new movie: the format alone is not. */
export function draftOf(typed: TypedMovie, id?: string): Draft | null {
  return MOVIE_FIELDS.some((field) => field !== 'format' && typed[field]) ? { typed, id } : null
}
