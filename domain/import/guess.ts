import { parseLength } from '@/domain/movies/typed-values'
import { parseDecimal } from './convert'
import type { ImportSettings, Scale } from './settings'

type Rows = readonly (readonly string[])[]

const FORMAT_WORD = /^(vhs|dvd|streaming|blu-?ray|4k|uhd|laser ?disc|vcd|hd dvd|betamax|digital)/i

/** Whether a row holds names in a language that we do not know: text above columns that are numbers all the way down. */
export function guessHeader(first: readonly string[], rest: Rows): boolean {
  if (rest.length < 2) return false
  return first.some((name, at) => {
    const below = rest.map((row) => row[at] ?? '').filter((text) => text.trim() !== '')
    return name.trim() !== '' && !isNumber(name) && below.length >= 2 && below.every(isNumber)
  })
}

/** Which columns hold which fields, guessed from their cells alone. */
export function guessColumns(rows: Rows): ImportSettings['columns'] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const columns: ImportSettings['columns'] = {}
  const free = new Set(Array.from({ length: width }, (_, at) => at))
  const mostFit = (at: number, fits: (text: string) => boolean) => {
    const given = rows.map((row) => (row[at] ?? '').trim()).filter(Boolean)
    return given.length > 0 && given.filter(fits).length >= given.length * 0.8
  }
  const take = (field: keyof typeof columns, at: number | undefined) => {
    if (at === undefined) return
    columns[field] = at
    free.delete(at)
  }
  const first = (fits: (text: string) => boolean) => [...free].find((at) => mostFit(at, fits))
  const isFormat = (text: string) => FORMAT_WORD.test(text)
  // Some titles are numbers, but rarely most of them.
  const isTitle = (text: string) => !isNumber(text) && !/^\d{4}-\d{2}/.test(text)
  const isYear = (text: string) => /^(1[89]|20)\d{2}$|\b(1[89]|20)\d{2}-\d{2}/.test(text)
  const isRating = (text: string) => /^★*½?$/u.test(text) || parseDecimal(text) <= 10
  take('format', first(isFormat))
  take('title', first(isTitle) ?? [...free][0])
  take('releaseYear', first(isYear))
  take('rating', first(isRating))
  take('length', first(isLength))
  return columns
}

/** The smallest scale that holds every rating among the samples. */
export function guessScale(rows: Rows, column: number | undefined): Scale {
  if (column === undefined) return '5'
  const ratings = rows.map((row) => parseDecimal((row[column] ?? '').trim())).filter((rating) => !Number.isNaN(rating))
  const highest = Math.max(0, ...ratings)
  return highest <= 5 ? '5' : highest <= 10 ? '10' : '100'
}

function isNumber(text: string): boolean {
  return !Number.isNaN(parseDecimal(text.trim())) || isLength(text)
}

function isLength(text: string): boolean {
  return typeof parseLength(text) === 'number'
}
