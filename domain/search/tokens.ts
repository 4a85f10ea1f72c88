import { FORMATS, type Format } from '@/domain/movies/movie'
import { makeRange, RANGE_FIELDS, RANGE_LIMITS, type Range, type RangeField } from './range'

/** A part of a search that does not fit and was left out, for the message about it. */
export type Dropped = { parameter: string; value: string }

type Tokens = { words: string; formats?: Format[] } & Partial<Record<RangeField, Range>>

/**
 * Takes `format:vhs`, `year:1980..1989`, `rating:>=4`, `length:<90` out of a search text; the rest stays as words.
 * A filter that does not fit is taken out as well, and added to `dropped`.
 */
export function readTokens(
  text: string,
  dropped: Dropped[],
  parseFormats: (text: string) => Format[] | undefined,
): Tokens {
  const tokens: Tokens = { words: '' }
  const words: string[] = []
  for (const word of text.split(' ')) {
    const [, name, value] = /^(format|year|length|rating):(\S+)$/i.exec(word) ?? []
    if (!name || !value) {
      words.push(word)
      continue
    }
    const field = name.toLowerCase()
    const fits = field === 'format' ? addFormats(value) : addRange(field as RangeField, value)
    if (!fits) dropped.push({ parameter: field, value })
  }
  tokens.words = words.join(' ').trim()
  return tokens

  function addFormats(value: string): boolean {
    const formats = parseFormats(value)
    if (formats)
      tokens.formats = FORMATS.filter((format) => formats.includes(format) || tokens.formats?.includes(format))
    return Boolean(formats)
  }

  function addRange(field: RangeField, value: string): boolean {
    if (!RANGE_FIELDS.includes(field)) return false
    const range = comparison(value, RANGE_LIMITS[field])
    if (range) tokens[field] = range
    return Boolean(range)
  }
}

function comparison(text: string, limits: { min: number; max: number }): Range | undefined {
  const between = /^(\d{1,4})(?:\.\.|-)(\d{1,4})$/.exec(text)
  if (between) return makeRange(Number(between[1]), Number(between[2]), limits)
  const [, sign, digits] = /^(>=|<=|>|<|=)?(\d{1,4})$/.exec(text) ?? []
  if (!digits) return undefined
  const value = Number(digits)
  switch (sign) {
    case '>=':
      return makeRange(value, undefined, limits)
    case '>':
      return makeRange(value + 1, undefined, limits)
    case '<=':
      return makeRange(undefined, value, limits)
    case '<':
      return makeRange(undefined, value - 1, limits)
    default:
      return makeRange(value, value, limits)
  }
}
