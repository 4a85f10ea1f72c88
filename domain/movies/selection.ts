import { parseSearch } from '@/domain/search/search'

/** A selection of more movies names the filter that finds them, not each movie. */
export const SELECTION_LIMIT = 500
/** Deleting or undoing more movies asks first. */
export const CONFIRM_ABOVE = 100

/** Movies picked one by one, or all that a filter (the query string of a bucket's screen) finds, except some. */
export type Selection = { ids: string[] } | { matching: string; except: string[] }

/** Reads the filter of a query string; undefined if a part does not fit: without it, more movies would match. */
export function filterOfSelection(matching: string) {
  const given = new URLSearchParams(matching)
  const { search, dropped } = parseSearch(
    Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)])),
  )
  return dropped.length ? undefined : search
}
