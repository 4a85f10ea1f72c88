import 'server-only'
import * as z from 'zod'
import type { NamedColumns } from '@/domain/import/column-names'
import { IMPORT_MODES } from '@/domain/import/mode'
import type { ImportSettings } from '@/domain/import/settings'
import { FIELDS, FORMATS, LIMITS, MOVIE_FIELDS, type MovieField, type OptionalField } from '@/domain/movies/movie'
import { formatNumber } from '@/domain/text'
import { IMPORT_ROWS } from './import-answer'
import { onlyValue, wholeNumber } from './parameters'

const LONGEST_NAME = 100
const LONGEST_COLUMN = 200
const fallback = 'For rows without one'
const number = (name: 'length' | 'releaseYear' | 'rating') =>
  wholeNumber(name, LIMITS[name].min, LIMITS[name].max).optional().describe(fallback)

const fill = {
  format: z
    .enum(FORMATS, `format: choose ${FORMATS.join(', ')}`)
    .optional()
    .describe(fallback),
  length: number('length'),
  releaseYear: number('releaseYear'),
  rating: number('rating'),
} satisfies Record<Exclude<MovieField, 'title' | OptionalField>, z.ZodType>

const column = (field: MovieField) =>
  z
    .string()
    .max(LONGEST_COLUMN, `column.${field}: above the limit of ${LONGEST_COLUMN} characters`)
    .optional()
    .describe(
      `The name of the column with the ${FIELDS[field].label.toLowerCase()}; empty if there is none. Else guessed`,
    )
const columns = Object.fromEntries(MOVIE_FIELDS.map((field) => [`column.${field}`, column(field)])) as {
  [F in MovieField as `column.${F}`]: ReturnType<typeof column>
}

/** What an import can be asked for. */
export const importQuery = z.strictObject({
  dry_run: onlyValue('dry_run', '1').describe('Reports what would happen, row by row, and keeps nothing'),
  duplicates: onlyValue('duplicates', 'include').describe('Adds duplicates too; otherwise they are left out'),
  name: z
    .string()
    .max(LONGEST_NAME, `name: above the limit of ${LONGEST_NAME} characters`)
    .optional()
    .describe('The name of the import on its screen'),
  mode: z
    .enum(IMPORT_MODES, `mode: choose ${IMPORT_MODES.join(', ')}`)
    .optional()
    .describe(
      'What rows do to movies of the bucket that they match: add leaves them, fill completes what they lack (a length of 0 is none), update gives them the values of the file. A row may then lack values',
    ),
  ...fill,
  ...columns,
})
export type ImportQuery = z.output<typeof importQuery>

/** What an import is looked at with. */
export const importRowsQuery = z.strictObject({
  after: wholeNumber('after', 0, 2_000_000_000)
    .optional()
    .describe(`nextRow of the previous answer; ${formatNumber(IMPORT_ROWS)} rows per answer`),
})

/** The values that stand in for cells that are empty or missing. */
export function readFill(query: ImportQuery): ImportSettings['fill'] {
  const given = Object.keys(fill).flatMap((field) => {
    const value = query[field as keyof typeof fill]
    return value === undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(given.map(([field, value]) => [field, { value: String(value), everywhere: false }]))
}

/** Which column holds which field, as far as the query says it. */
export function readColumns(query: ImportQuery): NamedColumns {
  const given = MOVIE_FIELDS.map((field) => [field, query[`column.${field}`]] as const)
  return Object.fromEntries(given.filter(([, name]) => name !== undefined))
}
