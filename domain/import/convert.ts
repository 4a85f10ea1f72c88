import type { Format } from '@/domain/movies/movie'
import { parseWholeNumber } from '@/domain/movies/typed-values'
import { shorten } from '@/domain/text'
import { readFormatWord } from './format-words'
import type { Scale } from './settings'

/** A cell as a value for the schema (undefined if it is empty), or why it cannot become one. */
export type Converted<T> = { value: T | string | undefined } | { fault: string }

const LONGEST_QUOTE = 60

/** A number with a decimal point or comma; NaN for anything else. */
export function parseDecimal(text: string): number {
  return /^[+-]?\d{1,15}([.,]\d{1,15})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

/**
 * A rating as 1 to 5: up to 5 rounded half up, up to 10 halved and rounded up, up to 100 divided by 20 and rounded up.
 * `8/10` and stars (`★★★½`) bring their own scale.
 */
export function convertRating(cell: string, scale: Scale): Converted<number> {
  const text = cell.trim()
  if (text === '') return { value: undefined }
  if (scale === 'exact') return { value: parseWholeNumber(text) }
  const stars = /^(★+)?\s*(½)?$/u.exec(text)
  if (stars) return onScale((stars[1]?.length ?? 0) + (stars[2] ? 0.5 : 0), '5')
  // A longer text is not a rating, and the pattern takes time by the square of its length.
  const fraction = text.length <= 60 ? /^(.+?)\s*\/\s*(5|10|100)$/.exec(text) : null
  const number = parseDecimal(fraction?.[1] ?? text)
  if (Number.isNaN(number)) return { fault: `Rating: "${shorten(text, LONGEST_QUOTE)}" is not a number` }
  return onScale(number, (fraction?.[2] as Scale | undefined) ?? scale, text)
}

function onScale(number: number, scale: Scale, text = String(number)): Converted<number> {
  if (number > Number(scale)) return { fault: `Rating: ${shorten(text, LONGEST_QUOTE)} is above the limit of ${scale}` }
  // Programs write 0 for a movie without a rating, not for a bad one.
  if (number <= 0)
    return { fault: `Rating: ${shorten(text, LONGEST_QUOTE)} is below the limit: the lowest rating is above 0` }
  if (scale === '5') return { value: Math.max(1, Math.floor(number + 0.5)) }
  return { value: Math.ceil(number / (Number(scale) / 5)) }
}

/** A release year, also from a date that has exactly one year of four digits in it. */
export function convertYear(cell: string): Converted<number> {
  const text = cell.trim()
  const whole = parseWholeNumber(text)
  if (typeof whole !== 'string') return { value: whole }
  const years = text.match(/(?<!\d)\d{4}(?!\d)/g) ?? []
  if (years.length === 1 && text.length <= 60) return { value: Number(years[0]) }
  return { fault: `Release year: "${shorten(text, LONGEST_QUOTE)}" does not hold exactly one year of four digits` }
}

/** A word for a medium in the form in which words are compared. */
export function foldFormat(word: string): string {
  return word.trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 100)
}

/** The format that a word stands for, by its own meaning or as a person chose for it. */
export function convertFormat(word: string, chosen: ReadonlyMap<string, Format>): Format | undefined {
  const folded = foldFormat(word)
  return chosen.get(folded) ?? readFormatWord(folded)
}

/** A time of our own export as ISO 8601 in UTC with milliseconds; undefined if the database cannot store it. */
export function convertTime(cell: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(cell.trim())) return undefined
  const time = new Date(cell.trim())
  const iso = Number.isNaN(time.getTime()) ? '' : time.toISOString()
  // Postgres has no year 0, and our times have years of four digits.
  return /^(?!0000)\d{4}-/.test(iso) ? iso : undefined
}

const OTHER_KINDS = /^tv$|series|episode|season|\bshow\b|tvshow|anime|manga|podcast|game|book|music|album/i

/** Whether the kind that a program gives an entry is not a film: a series, an episode, a game, a book. */
export function isNotFilm(kind: string): boolean {
  return OTHER_KINDS.test(kind) && !/movie|film/i.test(kind)
}
