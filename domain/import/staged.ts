import type { MovieField, MovieValues } from '@/domain/movies/movie'
import type { Fixes, Problem } from './judge'
import type { ImportSettings } from './settings'

/** One confirmation of an import: the change that added so many movies; `at` is ISO 8601 in UTC. */
export type ImportPart = { changeId: string; count: number; at: string }

/** How many movies an import has added over all of its confirmations. */
export function countAdded(parts: readonly ImportPart[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0)
}

/** What the rows of an import are, as the preview has them in tabs. */
export const ROW_STATES = ['ready', 'duplicate', 'problem', 'aside'] as const
export type RowState = (typeof ROW_STATES)[number]

/** How many rows are in each state. */
export type RowCounts = Record<RowState, number>

/** An import as the Import screen lists it; times ISO 8601 in UTC. */
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
  /** The first rows of the file, as they stand there. */
  examples: string[][]
  /** Words for formats that are none of the three, and how many rows wait for each. */
  formatWords: { word: string; count: number }[]
  /** How many rows have a problem since they say nothing about a field. */
  lacking: Record<MovieField, number>
  /** Ready rows from years that are still to come, the highest of them, and 0 if there are none. */
  future: { count: number; latest: number }
}

/** What a duplicate repeats: a row before it in the file, or a movie of the bucket. */
export type Same = { row: number } | { id: string; title: string; releaseYear: number }

/** One row of an import; `cells` are as they stand in the file. */
export type StagedRow = {
  row: number
  state: RowState
  cells: string[]
  fixes: Fixes
  values?: MovieValues
  problems: Problem[]
  /** What was set aside is this. */
  kind?: string
  same?: Same
  included: boolean
}

/** Reads a problem as the preview says it: `Row 41, Length: 1170 is above the limit of 500 minutes`. */
export function describeProblem(row: number, { field, message }: Problem): string {
  return field === 'row' ? `Row ${row} ${message}` : `Row ${row}, ${message}`
}

/** A row of an import as the API and a dry run report it. */
export type ReportedRow = {
  row: number
  outcome: 'add' | 'duplicate' | 'problem' | 'aside'
  movie?: MovieValues
  errors?: Problem[]
  same?: Same
  /** What was set aside is this. */
  kind?: string
}
