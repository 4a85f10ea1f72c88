import { MOVIE_FIELDS, type MovieField, type MoviePatch } from '@/domain/movies/movie'
import type { Corrections, Fault, ValidatedRow } from './validate-row'

/** How many rows another file completed, how many in each field, and in how many both files differ. */
export type Completion = { rows: number; fields: Partial<Record<MovieField, number>>; conflicts: number }

/**
 * What the row of another file gives to a row: texts for the values it lacks, and with `update` for those that differ;
 * otherwise these are offers. A row that does not fit the file's columns gets nothing: what its cells mean is unknown.
 */
export function completeRow(
  validated: ValidatedRow,
  other: { [F in MovieField]?: MoviePatch[F] | null },
  mode: 'fill' | 'update',
): { corrections: Corrections; offers: MoviePatch } {
  const corrections: Corrections = {}
  const offers: Record<string, string | number> = {}
  if (validated.state === 'aside' || ('faults' in validated && isMisshapen(validated.faults)))
    return { corrections, offers }
  const { values, lacks }: { values: MoviePatch; lacks: MovieField[] } =
    validated.state === 'ready' ? { values: validated.values, lacks: [] } : validated.fitting
  for (const field of MOVIE_FIELDS) {
    const value = other[field]
    if (value === null || value === undefined || value === '' || value === values[field]) continue
    if (mode === 'update' || lacks.includes(field)) corrections[field] = String(value)
    else offers[field] = value
  }
  return { corrections, offers: offers as MoviePatch }
}

function isMisshapen(faults: readonly Fault[]): boolean {
  return faults.some(({ field }) => field === 'row')
}
