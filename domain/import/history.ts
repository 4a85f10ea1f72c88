import { foldText } from '@/domain/movies/title'
import { beginningOf, isNumberedPart } from './netflix'
import { isNoValue, isZero } from './no-value'
import type { ImportSettings } from './settings'
import { splitYear } from './titles'

/** Up to this many numbered parts are films, such as both of Kill Bill; more are a series. */
const MOST_NUMBERED = 3

type Viewing = { row: number; at: string; rated: boolean }

/**
 * Makes what reads a history of viewings row by row, in which a film stands once for each time it was seen, and then
 * tells what only the whole of it shows: which rows are no film of their own, and why. Returns undefined for files that
 * are no history. It keeps a film's key and a few numbers for each row.
 */
export function makeHistory(settings: ImportSettings) {
  const { columns, source } = settings
  if (columns.viewed === undefined) return undefined
  const films = new Map<string, Viewing>()
  /** The films with the same beginning of their title, and whether nothing but a number follows it in all of them. */
  const sharing = new Map<string, { films: string[]; numbered: boolean }>()
  const others: { row: number; film: string }[] = []

  /** Reads a row that is a film as far as the row itself tells. */
  function add(row: number, cells: readonly string[]): void {
    const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? '').trim())
    const title = cell(columns.title)
    if (title === '') return
    const rating = cell(columns.rating)
    const rated = rating !== '' && !isNoValue(rating) && !isZero(rating)
    const viewing = { row, at: sortableTime(cell(columns.viewed)), rated }
    const split = settings.yearInTitle ? splitYear(title) : undefined
    const year = cell(columns.releaseYear) || (split?.year ?? '')
    // Copies in two formats are two entries.
    const film = [foldText(split?.title ?? title), year, foldText(cell(columns.format))].join('\t')
    const known = films.get(film)
    if (!known) {
      films.set(film, viewing)
      if (source === 'netflix') share(film, title)
      return
    }
    const counts = viewing.rated === known.rated ? viewing.at >= known.at : viewing.rated
    if (counts) films.set(film, viewing)
    others.push({ row: counts ? known.row : row, film })
  }

  function share(film: string, title: string): void {
    const beginning = beginningOf(title)
    if (beginning === undefined) return
    const shared = sharing.get(beginning) ?? { films: [], numbered: true }
    shared.films.push(film)
    shared.numbered &&= isNumberedPart(title)
    sharing.set(beginning, shared)
  }

  /** Which rows are set aside, and why. */
  function conclude(): Map<number, string> {
    const aside = new Map<number, string>()
    const parts = new Map<string, string>()
    for (const shared of sharing.values())
      if (shared.films.length > 1 && !(shared.numbered && shared.films.length <= MOST_NUMBERED))
        for (const film of shared.films) parts.set(film, `series: ${shared.films.length} titles begin alike`)
    for (const [film, kind] of parts) aside.set(films.get(film)?.row ?? -1, kind)
    for (const { row, film } of others)
      aside.set(row, parts.get(film) ?? `another viewing of the film in row ${films.get(film)?.row}`)
    return aside
  }

  return { add, conclude }
}

/**
 * A date or time so that texts sort by it: ISO 8601 as it is, `1/31/24` as month, day and year unless that cannot be,
 * `31.1.24` as day, month and year. '' for any other text.
 */
export function sortableTime(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text.slice(0, 40)
  const date = /^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{1,4})/.exec(text)
  if (!date) return ''
  const [, first = '', mark, second = '', third = ''] = date
  if (first.length === 4) return [first, second, third].map(padded).join('-')
  const dayFirst = mark !== '/' || Number(first) > 12
  const [month, day] = dayFirst ? [second, first] : [first, second]
  return [third.length === 2 ? `20${third}` : third, month, day].map(padded).join('-')
}

const padded = (number: string) => number.padStart(2, '0')
