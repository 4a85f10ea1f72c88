import type { LastEdit } from './history'

// Without zod: browsers load this with every list, the schemas (movie-schema.ts) only with a form.

export const FORMATS = ['VHS', 'DVD', 'Streaming'] as const
export type Format = (typeof FORMATS)[number]

/** The one set of limits; the database repeats it as CHECK constraints (db/schema/movies.ts reads it from here). */
export const LIMITS = {
  title: { min: 1, max: 50 },
  length: { min: 0, max: 500 },
  releaseYear: { min: 1800, max: 2100 },
  rating: { min: 1, max: 5 },
} as const

export const FIELD_LABELS = {
  title: 'Title',
  format: 'Format',
  length: 'Length',
  releaseYear: 'Release year',
  rating: 'Rating',
} as const
export type MovieField = keyof typeof FIELD_LABELS
export const MOVIE_FIELDS = Object.keys(FIELD_LABELS) as MovieField[]

/** What a person gives for one movie: title, format, length in minutes, year, rating 1 to 5. */
export type MovieValues = { title: string; format: Format; length: number; releaseYear: number; rating: number }

/** A movie as screens and the API see it; times are ISO 8601 in UTC. */
export type Movie = MovieValues & {
  id: string
  bucketId: string
  version: number
  createdAt: string
  updatedAt: string
  /** Who changed it last, and when: where more than one person does. */
  lastEdit?: LastEdit
}

/** A deleted movie; it is gone for good 30 days after `deletedAt` (ISO 8601, UTC). */
export type TrashedMovie = Movie & { deletedAt: string }

/** New values for some fields of a movie. */
export type MoviePatch = Partial<MovieValues>

/** Whether two sets of values are the same movie to a reader. */
export function sameValues(a: MovieValues, b: MovieValues): boolean {
  return MOVIE_FIELDS.every((field) => a[field] === b[field])
}
