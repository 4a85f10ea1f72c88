import type { MovieField, MovieValues } from '@/domain/movies/movie'
import type { ImportSettings } from './settings'
import type { Choice, Corrections, Fault } from './validate-row'

/** One confirmation of an import: the change that added so many movies; `at` is ISO 8601 in UTC. */
export type ImportPart = { changeId: string; count: number; at: string }

/** How many movies an import has added over all of its confirmations. */
export function countAdded(parts: readonly ImportPart[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0)
}

/**
 * What becomes of the rows of an import, a tab each in the preview: the file has no value for `incomplete` rows, and a
 * wrong one for `problem` rows; `aside` are no films.
 */
export const ROW_STATES = ['ready', 'duplicate', 'incomplete', 'problem', 'aside'] as const
export type RowState = (typeof ROW_STATES)[number]

/** How many rows are in each state. */
export type RowCounts = Record<RowState, number>

/** An import as the Import screen lists it; times are ISO 8601 in UTC. */
export type ImportSummary = {
  id: string
  name: string
  state: 'reading' | 'staged' | 'done'
  counts: RowCounts
  parts: ImportPart[]
  undone: boolean
  createdAt: string
}

/** An import as its preview shows it. */
export type ImportPreview = ImportSummary & {
  format: 'csv' | 'json'
  /** Names of the columns, or none if the file has none. */
  header: string[]
  width: number
  settings: ImportSettings
  /** The first rows as the file has them. */
  examples: string[][]
  /** Words for formats that are not one of the three, and how many rows wait for each. */
  formatWords: { word: string; count: number }[]
  /** How many rows wait because they have no value for a field. */
  missing: Record<MovieField, number>
  /** How many rows wait because their title is longer than the limit, and some of these titles. */
  longTitles: { count: number; examples: string[] }
  /** How many ready rows have a release year in the future, and the latest of these years (0 if there are none). */
  future: { count: number; latest: number }
}

/** What a duplicate repeats: an earlier row of the file, or a movie of the bucket. */
export type Original = { row: number } | { id: string; title: string; releaseYear: number }

/** One row of an import; `cells` are as the file has them. */
export type StagedRow = {
  row: number
  state: RowState
  cells: string[]
  corrections: Corrections
  values?: MovieValues
  faults: Fault[]
  /** Why the row was set aside: a series, a game, … */
  kind?: string
  original?: Original
  /** Whether a person wants this duplicate to be added all the same. */
  included: boolean
  /** Whether a person left the row out, or brought it back. */
  choice: Choice | null
}

/** A fault as the preview says it: `Row 41, Length: 1170 is above the limit of 500 minutes`. */
export function describeFault(row: number, { field, message }: Fault): string {
  return field === 'row' ? `Row ${row} ${message}` : `Row ${row}, ${message}`
}

/** Whether a fault is a value that the file does not have, and that the person has not tried to give for this row. */
export function isOpenQuestion({ state, corrections }: StagedRow, { field }: Fault): boolean {
  return state === 'incomplete' && !(field in corrections)
}

/** A row of an import as the API and a dry run report it. */
export type ReportedRow = {
  row: number
  outcome: 'add' | 'duplicate' | 'problem' | 'aside'
  movie?: MovieValues
  errors?: Fault[]
  same?: Original
  kind?: string
}

/** How many rows are in each state for the API, which calls what has no value a problem, too. */
export function reportCounts({ incomplete, problem, ...counts }: RowCounts): Omit<RowCounts, 'incomplete'> {
  return { ...counts, problem: problem + incomplete }
}

/** What confirming the import would do with a row. */
export function reportRow({ row, state, values, faults, original, kind }: StagedRow): ReportedRow {
  return {
    row,
    outcome: state === 'ready' ? 'add' : state === 'incomplete' ? 'problem' : state,
    ...(values && { movie: values }),
    ...(faults.length > 0 && { errors: faults }),
    ...(original && { same: original }),
    ...(kind !== undefined && { kind }),
  }
}
