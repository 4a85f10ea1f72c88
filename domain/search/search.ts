import { FORMATS, type Format } from '@/domain/movies/movie'
import { countCharacters, cut } from '@/domain/text'
import { type Cursor, decodeCursor, encodeCursor } from './cursor'
import { formatMonths, type Months, parseMonths } from './months'
import { formatRange, parseRange, RANGE_FIELDS, RANGE_LIMITS, type Range, type RangeField } from './range'
import { formatSort, parseSort, type Sort } from './sort'
import { type Dropped, readTokens } from './tokens'

export const VIEWS = ['table', 'shelf'] as const
export type View = (typeof VIEWS)[number]

export const SEARCH_TEXT_LIMIT = 100

/** Which movies: words in the title, formats (none = all), ranges of years, minutes and stars, months added. */
export type Filter = { q: string; formats: Format[]; year?: Range; length?: Range; rating?: Range; added?: Months }

/** The row that a page begins beside, or the text of an address that names it to the server alone. */
export type Place = Cursor | string

/** Where a page begins: at a rail mark, or after or before a row. */
export type Position = { at: 'from'; mark: string } | { at: 'after'; cursor: Place } | { at: 'before'; cursor: Place }

/** The state of a bucket's screen that its URL holds. */
export type Search = Filter & { sort: Sort; view: View; position?: Position }

// Characters of a dropped value that a message shows.
const SHOWN = 60

type Parameters = Record<string, string | string[] | undefined>

export const EMPTY_SEARCH: Search = { q: '', formats: [], sort: { key: 'title', descending: false }, view: 'table' }

/** Whether a filter leaves any movie out. */
export function isFiltered(filter: Filter): boolean {
  return Boolean(filter.q || filter.formats.length || filter.year || filter.length || filter.rating || filter.added)
}

/** The filter of a search, without order, view and position. */
export function filterOf({ q, formats, year, length, rating, added }: Filter): Filter {
  const ranges = { ...(year && { year }), ...(length && { length }), ...(rating && { rating }) }
  return { q, formats, ...ranges, ...(added && { added }) }
}

function parseFormats(text: string): Format[] | undefined {
  const names = text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const found = FORMATS.filter((format) => names.includes(format.toLowerCase()))
  return found.length === new Set(names).size ? found : undefined
}

/**
 * Reads a URL's parameters, and `format:vhs year:1980..1989 rating:>=4` out of the search text. `readCursor` reads those
 * of pages that do not write them with `encodeCursor`.
 * Never throws: a value that does not fit is left out and named in `dropped`; unknown parameters are ignored.
 */
export function parseSearch(
  parameters: Parameters,
  readCursor: typeof decodeCursor = decodeCursor,
): { search: Search; dropped: Dropped[] } {
  const dropped: Dropped[] = []
  const read = <T>(parameter: string, parse: (text: string) => T | undefined): T | undefined => {
    const given = parameters[parameter]
    const text = (Array.isArray(given) ? given.join(',') : given)?.trim()
    if (!text) return undefined
    const value = parse(text)
    if (value === undefined) dropped.push({ parameter, value: cut(text, SHOWN) })
    return value
  }

  const q = read('q', (text) => {
    const clean = text.isWellFormed() && !text.includes('\0') ? text.replace(/\s+/g, ' ') : undefined
    return clean !== undefined && countCharacters(clean) <= SEARCH_TEXT_LIMIT ? clean : undefined
  })
  const tokens = readTokens(q ?? '', dropped, parseFormats)
  const search: Search = {
    q: tokens.words,
    formats: tokens.formats ?? read('format', parseFormats) ?? [],
    ...sortAndView(),
  }
  for (const field of RANGE_FIELDS) {
    const range = tokens[field] ?? rangeParameter(field)
    if (range) search[field] = range
  }
  const added = read('added', parseMonths)
  if (added) search.added = added
  const position = readPosition()
  if (position) search.position = position
  return { search, dropped }

  function sortAndView(): Pick<Search, 'sort' | 'view'> {
    return {
      sort: read('sort', parseSort) ?? EMPTY_SEARCH.sort,
      view: read('view', (text) => VIEWS.find((view) => view === text)) ?? EMPTY_SEARCH.view,
    }
  }

  // A form without JavaScript sends the two ends apart: ?yearFrom=1970&yearTo=1989.
  function rangeParameter(field: RangeField): Range | undefined {
    const whole = read(field, (text) => parseRange(text, RANGE_LIMITS[field]))
    if (whole) return whole
    const end = (name: string) => {
      const given = parameters[name]
      return (Array.isArray(given) ? given[0] : given)?.trim() ?? ''
    }
    const [from, to] = [end(`${field}From`), end(`${field}To`)]
    if (!from && !to) return undefined
    const range = parseRange(`${from}-${to}`, RANGE_LIMITS[field])
    if (!range) dropped.push({ parameter: field, value: cut(`${from}-${to}`, SHOWN) })
    return range
  }

  function readPosition(): Position | undefined {
    const from = read('from', (text) => (/^([a-z#…]|\d{1,4})$/.test(text) ? text : undefined))
    if (from) return { at: 'from', mark: from }
    for (const at of ['after', 'before'] as const) {
      const cursor = read(at, (text) => readCursor(text, search.sort.key))
      if (cursor) return { at, cursor }
    }
    return undefined
  }
}

/** The canonical query string of a search, without `?`: defaults left out, always in the same order. */
export function formatSearch(search: Search): string {
  const parts: [string, string][] = []
  if (search.q) parts.push(['q', search.q])
  if (search.formats.length)
    parts.push(['format', FORMATS.filter((format) => search.formats.includes(format)).join(',')])
  for (const field of RANGE_FIELDS) {
    const range = search[field]
    if (range) parts.push([field, formatRange(range)])
  }
  if (search.added) parts.push(['added', formatMonths(search.added)])
  if (search.sort.key !== 'title' || search.sort.descending) parts.push(['sort', formatSort(search.sort)])
  if (search.view !== 'table') parts.push(['view', search.view])
  if (search.position?.at === 'from') parts.push(['from', search.position.mark])
  else if (search.position) parts.push([search.position.at, formatPlace(search.position.cursor)])
  return parts
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%20', '+')}`)
    .join('&')
}

const formatPlace = (place: Place) => (typeof place === 'string' ? place : encodeCursor(place))

/** The same search with a change in it, from its first page on. */
export function changeSearch(search: Search, change: Partial<Search>): Search {
  const { position: _, ...rest } = search
  return { ...rest, ...change }
}
