import type { LastEdit } from './last-edit'

// Without zod: browsers load this with every list, the rules (schema.ts) only with a form.

export const FORMATS = ['VHS', 'DVD', 'Streaming'] as const
export type Format = (typeof FORMATS)[number]

/**
 * What a field holds: a text with its length in characters, one of some words, or a whole number with its unit. A text
 * that may have 0 characters is optional: it is '' where it is not given.
 */
export type FieldDefinition =
  | { label: string; kind: 'text'; limits: Limits }
  | { label: string; kind: 'choice'; choices: readonly string[] }
  | { label: string; kind: 'number'; limits: Limits; unit?: string }
type Limits = { min: number; max: number }

/**
 * The one definition of the fields that a person gives for a movie, in the order of forms and files. Columns, JSON,
 * exports, imports, copies, moves, undo and history follow it; CONTRIBUTING.md tells how to add a field.
 */
export const FIELDS = {
  title: { label: 'Title', kind: 'text', limits: { min: 1, max: 50 } },
  format: { label: 'Format', kind: 'choice', choices: FORMATS },
  length: { label: 'Length', kind: 'number', limits: { min: 0, max: 500 }, unit: 'minutes' },
  releaseYear: { label: 'Release year', kind: 'number', limits: { min: 1800, max: 2100 } },
  rating: { label: 'Rating', kind: 'number', limits: { min: 1, max: 5 } },
} as const satisfies Record<string, FieldDefinition>
type Fields = typeof FIELDS
export type MovieField = keyof Fields
export const MOVIE_FIELDS = Object.keys(FIELDS) as MovieField[]

/** The fields of one kind. */
export type FieldOfKind<Kind extends FieldDefinition['kind']> = {
  [F in MovieField]: Fields[F]['kind'] extends Kind ? F : never
}[MovieField]

/** The fields that a movie can do without. */
export type OptionalField = {
  [F in MovieField]: Fields[F] extends { kind: 'text'; limits: { min: 0 } } ? F : never
}[MovieField]
export const OPTIONAL_FIELDS = MOVIE_FIELDS.filter((field) => {
  const definition: FieldDefinition = FIELDS[field]
  return definition.kind === 'text' && definition.limits.min === 0
}) as OptionalField[]

/** The limits of the fields that have some; the database repeats them as CHECK constraints. */
export const LIMITS = Object.fromEntries(
  Object.entries(FIELDS).flatMap(([field, one]) => ('limits' in one ? [[field, one.limits]] : [])),
) as { [F in FieldOfKind<'text' | 'number'>]: Fields[F]['limits'] }

type Value<Field> = Field extends { choices: readonly (infer Choice)[] }
  ? Choice
  : Field extends { kind: 'number' }
    ? number
    : string

type Values = { -readonly [F in MovieField]: Value<Fields[F]> }

/** What a person gives for one movie: title, format, length in minutes, year, rating 1 to 5. */
export type MovieValues = Omit<Values, OptionalField> & Partial<Pick<Values, OptionalField>>

/** A movie as screens and the API see it; times are ISO 8601 in UTC. */
export type Movie = MovieValues & {
  id: string
  bucketId: string
  version: number
  createdAt: string
  updatedAt: string
  /** Where several people edit: who edited it last, and when. */
  lastEdit?: LastEdit
}

/** A deleted movie; it is purged 30 days after `deletedAt` (ISO 8601, UTC). */
export type TrashedMovie = Movie & { deletedAt: string }

/** New values for some fields of a movie. */
export type MoviePatch = Partial<MovieValues>

/** The fields in which two states of a movie differ; a field that one of them does not know is left out. */
export function differingFields(a: MoviePatch, b: MoviePatch): MovieField[] {
  return MOVIE_FIELDS.filter((field) => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field])
}
