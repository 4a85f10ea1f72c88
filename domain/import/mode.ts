import { MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'

/**
 * What rows do to a movie of the bucket that they match. `add`: nothing, they are left out. `fill`: they complete what
 * the movie lacks. `update`: they give it their values.
 */
export const IMPORT_MODES = ['add', 'fill', 'update'] as const
export type ImportMode = (typeof IMPORT_MODES)[number]

/** A mode as a person chose it; `fields` are those that `update` takes, null for all. */
export type ChosenMode = { mode: ImportMode; fields: MovieField[] | null }

/** The fields that a form's values name: those with a value `<name>.<field>`, in the order of forms. */
export function readFields(values: Record<string, string>, name: string): MovieField[] {
  return MOVIE_FIELDS.filter((field) => values[`${name}.${field}`] !== undefined)
}
