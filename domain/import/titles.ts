import { FIELDS } from '@/domain/movies/movie'
import { countCharacters, cut, shorten } from '@/domain/text'

const { min, max } = FIELDS.title.limits

const YEAR_AT_END =
  /^(.*\S)\s*(?:[([（【]\s*((?:18|19|20)\d\d)(?:\s*[/,]\s*[IVX]{1,4})?\s*[)\]）】]|(?:,| [-–—])\s+((?:18|19|20)\d\d))$/su

/** A title that ends with its year, `Memento (2000)`, as both; undefined if it does not. */
export function splitYear(title: string): { title: string; year: string } | undefined {
  // No title is this long, and the pattern takes time by the square of its length.
  if (title.length > 500) return undefined
  const [, bare, inBrackets, behind] = YEAR_AT_END.exec(title.trim()) ?? []
  const year = inBrackets ?? behind
  return bare && year ? { title: bare, year } : undefined
}

const MONTHS =
  'jan|feb|mar|mär|mars|apr|avr|abr|may|mai|maj|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|sept|set|oct|okt|ott|out|nov|dec|dez|déc|dic'
const DATE = new RegExp(
  String.raw`^(\d{1,2}[-. ]{1,2}(${MONTHS})\.?([-. ]\d{2,4})?|(${MONTHS})\.?[-.]\d{2}|\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?)$`,
  'i',
)

/**
 * What a spreadsheet seems to have made of a title, as the predicate of a message: a date, a number in scientific
 * notation, an error or `###`. Undefined for any other text.
 */
export function spoiltBy(title: string): string | undefined {
  const text = title.trim()
  if (text.length > 40 || !/^[\d#]|\d$/.test(text)) return undefined
  if (DATE.test(text)) return 'looks like a date that a spreadsheet made of the title'
  if (/^#{2,}$/.test(text)) return 'is what a spreadsheet shows in a column that is too narrow'
  if (/^#(?=.*[?!/])[\p{Lu}\p{N}_/]+[?!]?$/u.test(text)) return 'is an error of a spreadsheet'
  if (/^\d[.,]\d+E[+-]\d+$/i.test(text)) return 'looks like a number that a spreadsheet shortened'
  return undefined
}

// Where a title divides, the best first: at a colon, at a dash, before brackets, at a semicolon, at a comma.
const DIVISIONS = [/\s*[:：]\s+|：/gu, /\s+[-–—]+\s+|\s*[–—]\s*/gu, /\s*[([（【]/gu, /\s*;\s*/gu]
const DANGLING = /[\s,;:–—-]+$|\s+(?:or|and|the|a|an|of|oder|und|ou|et|o|y|e|of|en)$/iu

/**
 * A title of at most the limit's characters for one that is longer: divided at its last colon that leaves enough, else at
 * a dash, bracket or semicolon, else cut after a word. Undefined if the title fits.
 */
export function suggestTitle(title: string): string | undefined {
  const whole = title.trim().normalize('NFC')
  if (countCharacters(whole) <= max) return undefined
  for (const division of DIVISIONS) {
    const parts = [...whole.slice(0, 1000).matchAll(division)].map(({ index }) => trimEnd(whole.slice(0, index)))
    const fitting = parts.filter((part) => countCharacters(part) <= max && countCharacters(part) > min + 1)
    const longest = fitting.at(-1)
    if (longest) return longest
  }
  const words = cut(whole, max - 1).replace(/\s+\S*$/u, '')
  return shortenedAt(trimEnd(words), whole)
}

// A language without spaces is cut anywhere.
function shortenedAt(words: string, whole: string): string {
  return countCharacters(words) >= max / 2 ? `${words}…` : shorten(whole, max)
}

function trimEnd(text: string): string {
  const trimmed = text.replace(DANGLING, '')
  return trimmed === text ? text : trimEnd(trimmed)
}
