import type { Format } from '@/domain/movies/movie'
import { commonMonths, type Months } from './months'
import { makeRange, RANGE_FIELDS, RANGE_LIMITS, type Range } from './range'
import { changeSearch, type Search } from './search'

/** A part of what a search finds. */
export type Narrowing = { format?: Format; year?: Range; length?: Range; rating?: Range; added?: Months }

/**
 * Narrows a search to the movies that also fit the narrowing, from its first page on; ranges stay within the limits.
 * Undefined if no movie can fit both.
 */
export function narrowSearch(search: Search, narrowing: Narrowing): Search | undefined {
  const change: Partial<Search> = {}
  if (narrowing.format) {
    if (search.formats.length > 0 && !search.formats.includes(narrowing.format)) return undefined
    change.formats = [narrowing.format]
  }
  for (const field of RANGE_FIELDS) {
    const range = narrowing[field]
    if (!range) continue
    const common = commonRange(range, search[field], RANGE_LIMITS[field])
    if (!common) return undefined
    change[field] = common
  }
  if (narrowing.added) {
    const months = commonMonths(narrowing.added, search.added)
    if (!months) return undefined
    change.added = months
  }
  return changeSearch(search, change)
}

function commonRange(a: Range, b: Range = {}, limits: { min: number; max: number }): Range | undefined {
  const min = Math.max(a.min ?? limits.min, b.min ?? limits.min, limits.min)
  const max = Math.min(a.max ?? limits.max, b.max ?? limits.max, limits.max)
  return makeRange(min, max, limits)
}
