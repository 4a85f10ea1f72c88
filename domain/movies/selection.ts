import { parseSearch } from '@/domain/search/search'

/** More than this many movies are named by the filter that finds them, not one by one. */
export const SELECTION_LIMIT = 500
/** Deleting or taking back more than this asks once. */
export const CONFIRM_ABOVE = 100

/** Movies picked one by one, or all that a filter finds (a bucket screen's query string) but some. */
export type Selection = { ids: string[] } | { matching: string; except: string[] }

/** The filter of a query string; a part that does not fit is refused, lest more is changed than was meant. */
export function filterOfSelection(matching: string) {
  const given = new URLSearchParams(matching)
  const { search, dropped } = parseSearch(
    Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)])),
  )
  return dropped.length ? undefined : search
}
