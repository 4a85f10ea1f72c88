import type { Sort, SortKey } from './sort'

/** One mark of the jump rail: its label, its value of `?from=`, and how many movies it stands for. */
export type RailMark = { mark: string; label: string; count: number }

const LENGTH_STEP = 30

/** The width of a mark in years or minutes; titles have a mark for each letter, `added` has no rail. */
export const RAIL_STEPS: Partial<Record<SortKey, number>> = { year: 10, length: LENGTH_STEP, rating: 1 }

/** The label of a mark: `1980s`, `90–119 min`, `4 ★`, `A`, `#` for titles before letters, `…` for other scripts. */
export function railLabel(key: SortKey, mark: string): string {
  if (key === 'year') return `${mark}s`
  if (key === 'length') return `${mark}–${Number(mark) + LENGTH_STEP - 1} min`
  if (key === 'rating') return `${mark} ★`
  return mark.toUpperCase()
}

/**
 * Where the rows of a mark begin in an order, as a bound of the sorted value: at least `atLeast` when ascending, below
 * `below` when descending; undefined for the start of the list. Any mark that `parseSearch` lets through is safe.
 */
export function railBound(
  sort: Sort,
  mark: string,
): { atLeast: string | number } | { below: string | number } | undefined {
  const step = RAIL_STEPS[sort.key]
  if (step) {
    const start = Number(mark)
    if (!Number.isInteger(start)) return undefined
    return sort.descending ? { below: start + step } : { atLeast: start }
  }
  if (sort.key !== 'title' || /\d/.test(mark)) return undefined
  // '{' is the character after 'z' in byte order.
  if (mark === '#') return sort.descending ? { below: 'a' } : undefined
  if (mark === '…') return sort.descending ? undefined : { atLeast: '{' }
  return sort.descending ? { below: String.fromCharCode(mark.charCodeAt(0) + 1) } : { atLeast: mark }
}
