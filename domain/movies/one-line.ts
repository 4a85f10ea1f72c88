import { FORMATS, LIMITS, type MovieField } from './movie'
import { parseLength } from './typed-values'

/** A movie as one line says it: a text for each field that it names, as a form takes them. */
export type OneLine = Partial<Record<MovieField, string>>

/** A value among the words of a line. A bare number may stand for several fields, and for a part of the title. */
type Value = { field: Exclude<MovieField, 'title'>; text: string; bare?: true }

const SEPARATOR = /^[|/·•,;–—-]$/
// Most films are this long. A shorter or a longer one is written with its unit, for numbers end many titles: Apollo 13,
// Fahrenheit 451.
const BARE_LENGTH = { min: 40, max: 300 }

/**
 * Reads a movie from one line in any order that is clear: `Alien 1979 dvd 117 5`, `Alien (1979) 1:57 ★★★★`,
 * `VHS "Apollo 13" 140 min`. Values stand behind the title, or before it where nothing else can be meant; what is left
 * is the title. A title in quotation marks is taken as it is.
 *
 * @param latestYear a bare number after this year belongs to the title (Blade Runner 2049)
 * @returns a text for each field that the line names; the rules of movies are not checked
 */
export function readOneLine(line: string, latestYear: number): OneLine {
  const quoted = /^\s*["“„](.+?)["”“](?=\s|[,;|]|$)(.*)$/u.exec(line)
  const words = wordsOf(quoted?.[2] ?? line)
  const values: OneLine = {}
  const end = takeLast(words, values, latestYear, quoted !== null)
  const begin = takeFirst(words, end, values)
  const left = words.slice(begin, end).join(' ')
  const title = quoted ? [quoted[1], left].filter(Boolean).join(' ') : left
  return title ? { title: title.replace(/[\s,;|]+$/u, ''), ...values } : values
}

function wordsOf(text: string): string[] {
  return text
    .replaceAll('\t', ' , ')
    .split(/[\s\u0085]+/)
    .filter(Boolean)
}

/** Takes values from the end of the words; returns where the title ends. `titled` means that it does not need one. */
function takeLast(words: readonly string[], values: OneLine, latestYear: number, titled: boolean): number {
  let end = words.length
  const isSeparator = (at: number) => SEPARATOR.test(words[at] ?? '')
  for (;;) {
    let last = end
    while (last > 1 && isSeparator(last - 1)) last--
    const [value, count] = valueAtEnd(words, last, values, latestYear)
    const begin = last - count
    // Something has to be the title.
    if (!value || (begin === 0 && !titled)) break
    const apart = titled || isSeparator(begin - 1) || /[,;|]$/.test(words[begin - 1] ?? '')
    // A digit right behind the title belongs to it: Toy Story 3.
    if (value.field === 'rating' && value.bare && !apart && !endsWithValue(words, begin, values, latestYear)) break
    values[value.field] = value.text
    end = begin
  }
  while (end > 1 && end < words.length && isSeparator(end - 1)) end--
  return end
}

function endsWithValue(words: readonly string[], end: number, values: OneLine, latestYear: number): boolean {
  if (end <= 1) return false
  return valueAtEnd(words, end, { ...values, rating: '?' }, latestYear)[0] !== undefined
}

/** The value that the words before `end` end with, for a field that has none yet, and of how many words it is. */
function valueAtEnd(
  words: readonly string[],
  end: number,
  values: OneLine,
  latestYear: number,
): [Value | undefined, number] {
  for (const count of [2, 1]) {
    if (count > end) continue
    const value = readValue(words.slice(end - count, end).join(' '), latestYear)
    if (value && values[value.field] === undefined) return [value, count]
  }
  return [undefined, 0]
}

/** Takes values that cannot be a part of the title from the beginning; returns where the title begins. */
function takeFirst(words: readonly string[], end: number, values: OneLine): number {
  let begin = 0
  while (begin < end - 1) {
    const value = readValue(words[begin] ?? '', 0)
    if (!value || value.bare || values[value.field] !== undefined) break
    values[value.field] = value.text
    begin++
    while (begin < end - 1 && SEPARATOR.test(words[begin] ?? '')) begin++
  }
  return begin
}

function readValue(words: string, latestYear: number): Value | undefined {
  const text = words.replace(/[,;|]+$/u, '')
  const format = FORMATS.find((one) => one.toLowerCase() === text.toLowerCase())
  if (format) return { field: 'format', text: format }
  const rating = readRating(text)
  if (rating) return { field: 'rating', text: rating }
  const year = /^[([](\d{4})[)\]]$/.exec(text)?.[1]
  if (year) return { field: 'releaseYear', text: year }
  if (/^\d+$/.test(text)) return readBare(text, latestYear)
  const length = parseLength(text)
  return typeof length === 'number' && length >= 0 ? { field: 'length', text: String(length) } : undefined
}

function readBare(text: string, latestYear: number): Value | undefined {
  const number = Number(text)
  if (/^[1-9]\d{3}$/.test(text) && number >= LIMITS.releaseYear.min && number <= latestYear)
    return { field: 'releaseYear', text, bare: true }
  if (/^[1-9]\d{1,2}$/.test(text) && number >= BARE_LENGTH.min && number <= BARE_LENGTH.max)
    return { field: 'length', text, bare: true }
  return /^[1-5]$/.test(text) ? { field: 'rating', text, bare: true } : undefined
}

/** `★★★★`, `****`, `4/5`, `4*`, `4 stars` as a digit. */
function readRating(text: string): string | undefined {
  const stars = /^(?:★{1,5}|\*{1,5}|⭐{1,5})☆{0,4}$/u.exec(text)
  if (stars) return String((text.match(/[★*⭐]/gu) ?? []).length)
  return /^([1-5])(?:\s?\/\s?5|\s?[*★⭐]|\s?stars?)$/iu.exec(text)?.[1]
}
