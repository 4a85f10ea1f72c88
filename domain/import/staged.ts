import type { MovieField, MovieValues } from '@/domain/movies/movie'
import type { ChosenMode } from './mode'
import type { ImportSettings } from './settings'
import type { Choice, Corrections, Fault } from './validate-row'

/**
 * One confirmation of an import: the change that added `count` movies and updated others (nothing is said of them where
 * there were none); `at` is ISO 8601 in UTC.
 */
export type ImportPart = { changeId: string; count: number; updated?: number; at: string }

/** How many movies an import has added over all of its confirmations. */
export function countAdded(parts: readonly ImportPart[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0)
}

/** How many movies an import has given other values over all of its confirmations. */
export function countUpdated(parts: readonly ImportPart[]): number {
  return parts.reduce((sum, { updated = 0 }) => sum + updated, 0)
}

/**
 * What becomes of the rows of an import, a tab each in the preview: `change` rows give a movie of the bucket other
 * values, the file has no value for `incomplete` rows, and a wrong one for `problem` rows; `aside` are no films.
 */
export const ROW_STATES = ['ready', 'change', 'duplicate', 'incomplete', 'problem', 'aside'] as const
export type RowState = (typeof ROW_STATES)[number]

/** A tab of the preview: the rows in one state, or those for which another file offers other values. */
export type RowTab = RowState | 'offers'

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

/** Of the duplicates: how many are just as the bucket has them, and how many repeat an earlier row of the file. */
export type DuplicateCounts = { same: number; repeated: number }

/** How many movies differ from their row in a field, and how many of these get the value of the row. */
export type FieldDifference = { field: MovieField; differ: number; taken: number }

/** An import as its preview shows it. */
export type ImportPreview = ImportSummary & {
  /** What rows do to the movies that they match, and how many match one. */
  chosen: ChosenMode
  matched: number
  duplicates: DuplicateCounts
  differences: FieldDifference[]
  /** For how many rows another file has other values. */
  offered: number
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

/** A field in which a row differs from the movie it matches, or from a row of another file; `taken`: it gets the value `to`. */
export type Difference = { field: MovieField; from?: string | number; to: string | number; taken: boolean }

/** One row of an import; `cells` are as the file has them. */
export type StagedRow = {
  row: number
  state: RowState
  cells: string[]
  corrections: Corrections
  /** All values, once the row has them. */
  values?: MovieValues
  faults: Fault[]
  /** Why the row was set aside: a series, a game, … */
  kind?: string
  original?: Original
  /** The movie that it repeats has the same values. */
  same?: true
  /** How the row differs from the movie of the bucket that it matches. */
  differences: Difference[]
  /** What a second file has instead. */
  offers: Difference[]
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
  outcome: 'add' | 'update' | 'duplicate' | 'problem' | 'aside'
  movie?: MovieValues
  changes?: Omit<Difference, 'taken'>[]
  errors?: Fault[]
  same?: Original
  kind?: string
}

const OUTCOMES = {
  ...{ ready: 'add', change: 'update', duplicate: 'duplicate' },
  ...{ incomplete: 'problem', problem: 'problem', aside: 'aside' },
} as const satisfies Record<RowState, ReportedRow['outcome']>

/** How many rows are in each state for the API, which calls what has no value a problem, too. */
export function reportCounts({ incomplete, problem, ...counts }: RowCounts): Omit<RowCounts, 'incomplete'> {
  return { ...counts, problem: problem + incomplete }
}

/** What confirming the import would do with a row. */
export function reportRow({ row, state, values, faults, original, differences, kind }: StagedRow): ReportedRow {
  const changes = differences.filter(({ taken }) => taken).map(({ taken: _, ...change }) => change)
  const outcome = OUTCOMES[state]
  return {
    row,
    outcome,
    ...(values && { movie: values }),
    ...(changes.length > 0 && { changes }),
    ...(outcome === 'problem' && faults.length > 0 && { errors: faults }),
    ...(outcome !== 'problem' && original && { same: original }),
    ...(kind !== undefined && { kind }),
  }
}
