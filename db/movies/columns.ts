import 'server-only'
import { sql } from 'drizzle-orm'
import { movieValues } from '@/db/schema/movie-values'
import { movies } from '@/db/schema/movies'
import {
  MOVIE_FIELDS,
  type Movie,
  type MovieField,
  type MoviePatch,
  type MovieValues,
  OPTIONAL_FIELDS,
} from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'

// Every list of a movie's values in SQL comes from here, and this from the definition of the fields. Tables have the
// names of columns (`release_year`); JSON, recordsets and results have those of fields (`releaseYear`).

/** A movie's values as they are stored, with what the title is sorted by. */
export type StoredValues = MovieValues & { sortTitle: string }

type Column = { field: string; column: string; type: string; optional?: boolean }

const OPTIONAL: readonly string[] = OPTIONAL_FIELDS
const STORED: Column[] = Object.keys(movieValues()).map((field) => {
  const column = movies[field as keyof StoredValues]
  return { field, column: column.name, type: column.getSQLType(), optional: OPTIONAL.includes(field) }
})
const GIVEN = STORED.filter(({ field }) => (MOVIE_FIELDS as string[]).includes(field))

// Fields that were removed since are left out.
const among = (fields?: readonly string[]) => (fields ? STORED.filter(({ field }) => fields.includes(field)) : STORED)

const write = (columns: Column[], one: (column: Column) => string) => sql.raw(columns.map(one).join(', '))

/** The columns, for INSERT and SELECT alike: `t.title, t.sort_title, …`. */
export const valueColumns = (alias?: string) => write(STORED, ({ column }) => (alias ? `${alias}.${column}` : column))

/** The values out of a recordset: `r."title", r."sortTitle", …`; an optional one that it does not have is ''. */
export const recordColumns = (alias: string) =>
  write(STORED, ({ field, optional }) => (optional ? `coalesce(${alias}."${field}", '')` : `${alias}."${field}"`))

/** How `jsonb_to_recordset` reads them: `"title" text, "sortTitle" text, …`. */
export const recordTypes = write(STORED, ({ field, type }) => `"${field}" ${type}`)

/** A SELECT of what a person gave, under the names of the fields: `m.title as "title", …`. */
export const selectValues = (alias: string) => write(GIVEN, ({ field, column }) => `${alias}.${column} as "${field}"`)

/** The values as the history keeps them: `jsonb_build_object('title', title, …)`; all, or those of some fields. */
export const valuesAsJson = (alias?: string, fields?: readonly string[]) =>
  sql`jsonb_build_object(${write(among(fields), ({ field, column }) => `'${field}', ${alias ? `${alias}.` : ''}${column}`)})`

/** SET from a recordset: `title = r."title", …`. */
export const setFromRecord = (alias: string) => write(STORED, ({ field, column }) => `${column} = ${alias}."${field}"`)

/** SET from what `valuesAsJson` made of some fields: `title = (c.before->>'title')::text, …`. */
export const setFromJson = (json: string, fields: readonly string[]) =>
  write(among(fields), ({ field, column, type }) => `${column} = (${json}->>'${field}')::${type}`)

/**
 * The fields that a person gives, for comparing a row of a file with a movie: whether the row has a value, and whether
 * the movie lacks one. An optional text may be empty; nobody knows the length of a film of 0 minutes.
 */
export const comparedFields = GIVEN.map(({ field, column, optional }) => ({
  field: field as MovieField,
  column,
  given: (alias: string) => `${alias}.${column} ${optional ? "<> ''" : 'is not null'}`,
  lacking: (alias: string) =>
    optional ? `${alias}.${column} = ''` : field === 'length' ? `${alias}.${column} = 0` : 'false',
}))
export type ComparedField = (typeof comparedFields)[number]

/** SET of the fields that an array names, the others as they are: `title = case when 'title' = any(…) …`. */
export const setTaken = (from: string, to: string, taken: string) =>
  write(STORED, ({ field, column }) => {
    const name = field === 'sortTitle' ? 'title' : field
    return `${column} = case when '${name}' = any(${taken}) then ${from}.${column} else ${to}.${column} end`
  })

/** What a patch sets: each column, its field and its value. */
export function patchedColumns(patch: MoviePatch): { field: string; column: string; value: string | number }[] {
  const stored: Partial<StoredValues> =
    patch.title === undefined ? patch : { ...patch, sortTitle: sortTitle(patch.title) }
  return STORED.flatMap(({ field, column }) => {
    const value = stored[field as keyof StoredValues]
    return value === undefined ? [] : [{ field, column, value }]
  })
}

const fieldColumns = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, movies[field]])) as {
  [F in MovieField]: (typeof movies)[F]
}

/** The columns of a movie in a select of Drizzle's; `toMovie` takes the row. */
export const movieColumns = {
  id: movies.id,
  bucketId: movies.bucketId,
  ...fieldColumns,
  version: movies.version,
  createdAt: movies.createdAt,
  updatedAt: movies.updatedAt,
}
type MovieRow = Omit<Movie, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date }

/** A selected row as the rest of the program sees a movie. */
export function toMovie(row: MovieRow): Movie {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}
