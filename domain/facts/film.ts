import { LIMITS } from '@/domain/movies/movie'
import { normalizeTitle, unreadable } from '@/domain/movies/title'
import { countCharacters, cut, shorten } from '@/domain/text'

/** The known facts of a film, to fill in a movie with; length in minutes, null if it is unknown. */
export type Film = { title: string; releaseYear: number; length: number | null }

/** A title may be longer than a movie's, which people shorten. No film is 0 minutes long. */
export const FILM_LIMITS = {
  title: { min: 1, max: 200 },
  releaseYear: LIMITS.releaseYear,
  length: { min: 1, max: LIMITS.length.max },
}

/** A film as a file has it, every value a text. */
export type TypedFilm = { title: string; year: string; minutes: string }

/** Reads a film from texts; returns the reason in a few words if one of them does not fit. Minutes may be empty. */
export function readFilm(typed: TypedFilm): Film | string {
  const title = normalizeTitle(typed.title)
  const problem = problemOf(title)
  if (problem) return problem
  const releaseYear = readNumber('year', typed.year, FILM_LIMITS.releaseYear)
  if (typeof releaseYear === 'string') return releaseYear
  // Query services write a whole number with a fraction of 0, and seconds as a fraction of a minute.
  const minutes = typed.minutes.trim().replace(/^\d{1,9}\.\d{1,9}$/, (text) => String(Math.round(Number(text))))
  const length = minutes === '' ? null : readNumber('minutes', minutes, FILM_LIMITS.length)
  return typeof length === 'string' ? length : { title, releaseYear, length }
}

function problemOf(title: string): string | undefined {
  const count = countCharacters(title)
  if (count === 0) return 'title is missing'
  if (count > FILM_LIMITS.title.max) return `title has ${count} characters, above the limit of ${FILM_LIMITS.title.max}`
  if (title.includes('\ufffd')) return 'title is not in UTF-8'
  const hidden = unreadable(title)
  return hidden && `title ${hidden}`
}

function readNumber(name: string, text: string, { min, max }: { min: number; max: number }): number | string {
  const trimmed = text.trim()
  if (trimmed === '') return `${name} is missing`
  const value = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN
  return value >= min && value <= max
    ? value
    : `${name} is "${shorten(trimmed, 30)}", not a whole number from ${min} to ${max}`
}

/** A film's title as a movie may have it: a longer one ends before a part that is too much, or between two words. */
export function movieTitle(title: string): string {
  const fitting = cut(title, LIMITS.title.max)
  if (fitting === title) return title
  const [begun] = /^.*\S(?=: | [-–—(] ?|, )/su.exec(fitting) ?? /^.*\S(?=\s)/su.exec(fitting) ?? []
  return begun?.replace(/,? or$/, '') ?? fitting
}

/** Whether what another service said is within the limits. */
export function isFilm({ title, releaseYear, length }: Film): boolean {
  const fits = (value: number, { min, max }: { min: number; max: number }) =>
    Number.isInteger(value) && value >= min && value <= max
  const readable = title === normalizeTitle(title) && problemOf(title) === undefined
  return readable && fits(releaseYear, FILM_LIMITS.releaseYear) && (length === null || fits(length, FILM_LIMITS.length))
}
