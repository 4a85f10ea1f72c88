import { isKind } from './kinds'
import { isNoValue, isZero } from './no-value'
import { convertLength, convertYear, parseDecimal, readRating } from './numbers'
import type { ImportSettings } from './settings'

type Rows = readonly (readonly string[])[]
type Guessable = 'format' | 'title' | 'releaseYear' | 'rating' | 'length'

const FORMAT_WORD = /^(vhs|dvd|streaming|blu-?ray|4k|uhd|laser ?disc|vcd|hd dvd|betamax|digital)/i
/** How many of a column's values have to fit. */
const MOST = 0.8
/** Numbers under a name that says nothing need at least so many values to tell what they are. */
const FEWEST = 3

/** Whether a row holds names in a language that we do not know: text above columns that are numbers all the way down. */
export function guessHeader(first: readonly string[], rest: Rows): boolean {
  if (rest.length < 2) return false
  return first.some((name, at) => {
    const below = givenIn(rest, at)
    return name.trim() !== '' && !isNumber(name) && below.length >= 2 && below.every(isNumber)
  })
}

/** The values of a column that are some. */
export function givenIn(rows: Rows, at: number): string[] {
  return rows.map((row) => (row[at] ?? '').trim()).filter((text) => text !== '' && !isNoValue(text))
}

/** Whether most of some values fit; false if there are none. */
export function mostFit(values: readonly string[], fits: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(fits).length >= values.length * MOST
}

/** Whether a value can be one of the field. */
export const FITS: Record<Guessable, (text: string) => boolean> = {
  format: (text) => !isNumber(text) && !isKind(text),
  // Some titles are numbers, but rarely most of them.
  title: (text) => !isNumber(text) && !/^(\d{4}-\d{2}|https?:|www\.)/.test(text),
  releaseYear: (text) => isYear(convertYear(text)),
  rating: (text) => readRating(text).number <= 100,
  length: (text) => typeof convertLength(text, 'seconds') === 'number',
}

/**
 * Which of the free columns hold which of the fields that are asked for, guessed from their cells alone. `named` columns
 * have to be clearer: they can be anything that a name tells.
 */
export function guessColumns(
  rows: Rows,
  free: Iterable<number>,
  asked: readonly Guessable[],
  named: boolean,
): ImportSettings['columns'] {
  const columns: ImportSettings['columns'] = {}
  const left = new Map([...free].map((at) => [at, givenIn(rows, at)]))
  for (const field of ['format', 'title', 'releaseYear', 'rating', 'length'] as const) {
    if (!asked.includes(field)) continue
    const found =
      [...left].find(([, values]) => isLike(field, values, named)) ??
      // A list of titles that are numbers.
      (field === 'title' && !named ? [...left][0] : undefined)
    if (!found) continue
    columns[field] = found[0]
    left.delete(found[0])
  }
  return columns
}

function isLike(field: Guessable, values: readonly string[], named: boolean): boolean {
  switch (field) {
    case 'format':
      return mostFit(values, (text) => FORMAT_WORD.test(text))
    case 'title':
      return mostFit(values, FITS.title) && (!named || isVaried(values, 0.5))
    case 'releaseYear':
      return mostFit(
        values,
        (text) => /^(1[89]|20)\d{2}$/.test(text) || (!named && /\b(1[89]|20)\d{2}-\d{2}/.test(text)),
      )
    case 'rating': {
      const isRating = (text: string) => {
        const { number, own } = readRating(text)
        return number <= 10 || own !== undefined
      }
      return mostFit(values, isRating) && !isCount(values) && (!named || isTelling(values))
    }
    case 'length':
      return named ? isRunningTimes(values) : mostFit(values, (text) => isLength(text) && !isCountOf(values))
  }
}

// Running times of films, when only the values tell: most between half an hour and eight hours, and not all the same.
function isRunningTimes(values: readonly string[]): boolean {
  const isFilm = (text: string) => {
    const minutes = convertLength(text)
    return typeof minutes === 'number' && minutes >= 30 && minutes <= 500
  }
  return mostFit(values, isFilm) && isTelling(values) && !isCount(values)
}

// Numbers that go up by one from row to row are places in a list.
function isCount(values: readonly string[]): boolean {
  return values.length > 2 && isCountOf(values)
}

function isCountOf(values: readonly string[]): boolean {
  return values.length > 1 && values.every((text, at) => at === 0 || Number(text) === Number(values[at - 1]) + 1)
}

function isTelling(values: readonly string[]): boolean {
  return values.length >= FEWEST && new Set(values).size > 1
}

function isVaried(values: readonly string[], share: number): boolean {
  return new Set(values).size >= values.length * share
}

function isYear(converted: ReturnType<typeof convertYear>): boolean {
  if (!('value' in converted) || typeof converted.value !== 'number') return false
  return converted.value >= 1800 && converted.value <= 2100
}

function isNumber(text: string): boolean {
  return !Number.isNaN(parseDecimal(text.trim())) || isLength(text) || isZero(text)
}

function isLength(text: string): boolean {
  return typeof convertLength(text) === 'number'
}
