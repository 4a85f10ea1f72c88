import { parseWholeNumber } from '@/domain/movies/typed-values'
import { shorten } from '@/domain/text'
import type { Scale, Unit } from './settings'

/** A cell as a value for the schema (undefined if it is empty), or why it cannot become one. */
export type Converted<T> = { value: T | string | undefined } | { fault: string }

const LONGEST_QUOTE = 60
/** Longer texts are no numbers, and patterns may take time by the square of their length. */
const LONGEST_NUMBER = 60

const FRACTIONS: Record<string, string> = { '½': '.5', '¼': '.25', '¾': '.75', '⅓': '.333', '⅔': '.667' }

/** The text in a cell that a program wrote as a formula, so that a spreadsheet keeps it as it is: `="300"` is 300. */
export function unwrapFormula(cell: string): string {
  if (!cell.includes('="')) return cell
  return /^\s*="((?:[^"]|"")*)"\s*$/.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell
}

// Full-width digits as digits, fractions as decimals: 3½, 2 1/2.
function plain(text: string): string {
  return text
    .replace(/\s*([½¼¾⅓⅔])/gu, (_, one: string) => FRACTIONS[one] ?? '')
    .normalize('NFKC')
    .replace(/^(\d+) 1\/2$/, '$1.5')
    .trim()
}

/** A number with a decimal point or comma; NaN for anything else. */
export function parseDecimal(text: string): number {
  return /^[+-]?(\d{1,15}([.,]\d{1,15})?|\.\d{1,15})$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
}

// A number with separators of thousands, `1,979` or `1.979`, or with decimals that are zeros, `1979.0`.
function parseWhole(text: string): number | undefined {
  if (/^[+-]?\d{1,3}([.,' \u00a0\u202f]\d{3}){1,3}$/.test(text)) return Number(text.replace(/[^\d+-]/g, ''))
  return /^[+-]?\d{1,300}([.,]0{1,6})?$/.test(text) ? Number(text.replace(/[.,].*/, '')) : undefined
}

const STARS = /^([★⭐✭✮●🌟*]{1,10})([.½])?5?\s*[☆✩○]{0,10}$/u
const FRACTION = /^(.+?)\s*(?:\/|of|out of|von|sur|de|di|su|van|av|из|z)\s*(4|5|6|10|20|100)(?:\.0)?$/i
const STAR_WORDS =
  /\s*([*★⭐]|stars?|sterne?n?|etoiles?|étoiles?|estrellas?|estrelas?|stelle|stella|sterren|ster|stjärnor|stjerner|gwiazdki|gwiazdek|звезды|звезд|звёзд|星|つ星|颗星|점)$/iu

/**
 * A rating as 1 to 5: up to 5 rounded half up, up to 10 halved and rounded up, up to 100 divided by 20 and rounded up.
 * `8/10`, `85%`, `4 stars` and stars (`★★★½`, `★★★☆☆`) bring their own scale. A 0 is no rating.
 */
export function convertRating(cell: string, scale: Scale): Converted<number> {
  if (scale === 'exact') return { value: parseWholeNumber(cell) }
  const { number, own, quoted } = readRating(cell)
  if (quoted === '') return { value: undefined }
  if (Number.isNaN(number)) return { fault: `Rating: "${shorten(quoted, LONGEST_QUOTE)}" is not a number` }
  if (number === 0) return { value: undefined }
  return onScale(number, own ?? scale, shorten(quoted, LONGEST_QUOTE))
}

/** The number in a rating, and the highest number on its own scale if it tells one. */
export function readRating(cell: string): { number: number; own?: Top; quoted: string } {
  const quoted = cell.trim()
  if (/^\d{1,3}$/.test(quoted)) return { number: Number(quoted), quoted }
  if (quoted.length > LONGEST_NUMBER) return { number: Number.NaN, quoted }
  const stars = /[★⭐✭✮●🌟*]/u.test(quoted) && STARS.exec(quoted.replaceAll('\ufe0f', ''))
  if (stars) return { number: [...(stars[1] ?? '')].length + (stars[2] ? 0.5 : 0), own: '5', quoted }
  const text = plain(quoted)
  const percent = /^(.+?)\s*%$/.exec(text)
  if (percent) return { number: parseDecimal(percent[1] ?? ''), own: '100', quoted }
  const named = text.replace(STAR_WORDS, '')
  const fraction = FRACTION.exec(named)
  const top = fraction?.[2] ?? (named !== text ? '5' : undefined)
  return { number: parseDecimal((fraction?.[1] ?? named).replace(STAR_WORDS, '')), ...(top && { own: top }), quoted }
}

/** The highest number on a scale. */
type Top = string

function onScale(number: number, top: Top, quoted: string): Converted<number> {
  if (number > Number(top)) return { fault: `Rating: ${quoted} is above the limit of ${top}` }
  if (number <= 0) return { fault: `Rating: ${quoted} is below the limit: the lowest rating is above 0` }
  if (top === '5') return { value: Math.max(1, Math.floor(number + 0.5)) }
  return { value: Math.ceil((number * 5) / Number(top)) }
}

/** A release year, also from a date that has exactly one year of four digits in it. A 0 is no year. */
export function convertYear(cell: string): Converted<number> {
  const quoted = cell.trim()
  if (quoted === '') return { value: undefined }
  if (/^\d{1,4}$/.test(quoted)) return { value: Number(quoted) }
  const text = quoted.length <= 300 ? plain(quoted) : quoted
  const whole = parseWhole(text)
  if (whole !== undefined) return { value: whole }
  const years = text.match(/(?<!\d)\d{4}(?!\d)/g) ?? []
  if (years.length === 1 && text.length <= LONGEST_NUMBER) return { value: Number(years[0]) }
  return {
    fault: `Release year: "${shorten(quoted, LONGEST_QUOTE)}" does not hold exactly one year of four digits`,
  }
}

const MINUTES_IN = { minutes: 1, hours: 60, seconds: 1 / 60, milliseconds: 1 / 60_000, ticks: 1 / 600_000_000 } as const
// Hours, minutes and seconds in the words of many languages, `1h 57m`, `1 Std. 57 Min.`, `1小时57分钟`; one can be missing.
const HOURS = String.raw`(?:h|hrs?|hours?|std|stdn?|stunden?|heures?|horas?|ore|ora|uren|uur|u|timm?ar|timer?|tim|t|godz|hod|ora|sa|saat|ч|час\p{L}*|год|時間|小时|小時|时|時|시간)`
const MINUTES = String.raw`(?:m|mins?|minutes?|minuten?|minutos?|minuti|minuter|minutter|minuuttia|мин\p{L}*|хв|м|分钟|分鐘|分|분|'|′|’)`
const SECONDS = `(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|secondi|сек|с|秒|초|"|″|'')`
const SPOKEN = new RegExp(
  String.raw`^(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*${HOURS}\.?,?\s*)?(?:(?:and|und|et|y|e|en|og|och|i|и)\s*)?(?:(\d{1,5}(?:[.,]\d{1,2})?)\s*(?:${MINUTES}\.?,?\s*|$))?(?:(\d{1,5})\s*${SECONDS}\.?)?$`,
  'u',
)
const ISO = /^p(?:(\d{1,2})d)?t(?:(\d{1,3}(?:\.\d{1,3})?)h)?(?:(\d{1,5}(?:\.\d{1,3})?)m)?(?:(\d{1,6}(?:\.\d{1,9})?)s)?$/
const CLOCK = new RegExp(String.raw`^(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(?:\s*${HOURS}\.?)?$`, 'u')

/**
 * A running time in whole minutes, rounded: `117`, `117 min`, `1:57`, `01:57:00`, `1h 57m`, `PT1H57M`, `1 Std. 57 Min.`;
 * a number alone is in the unit of its column. Text that is none comes back as it was, and the schema refuses it by name.
 */
export function convertLength(cell: string, unit: Unit = 'minutes'): number | string | undefined {
  const trimmed = cell.trim()
  if (trimmed === '') return undefined
  if (unit === 'minutes' && /^\d{1,4}$/.test(trimmed)) return Number(trimmed)
  if (trimmed.length > 300) return trimmed
  const text = plain(trimmed).toLowerCase()
  // 117.000 are decimals here: a film of 117,000 minutes is none.
  const whole = unit === 'minutes' && /^\d{2,3}[.,]000$/.test(text) ? undefined : parseWhole(text)
  const number = whole ?? parseDecimal(text)
  if (!Number.isNaN(number)) return inMinutes(number, unit, trimmed)
  if (text.length > LONGEST_NUMBER) return trimmed
  const clock = CLOCK.exec(text)
  if (clock) {
    const [first, second, third] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)]
    // No film has 45 hours: what looks like them are minutes and seconds.
    if (clock[3] === undefined && first >= 24) return Math.round(first + second / 60)
    return Math.round(first * 60 + second + third / 60)
  }
  const iso = text.length > 2 ? ISO.exec(text) : null
  if (iso) return sum(Number(iso[1] ?? 0) * 24 + Number(iso[2] ?? 0), iso[3], iso[4])
  const spoken = SPOKEN.exec(text)
  if (!spoken || /^[\d.,\s]*$/.test(text)) return trimmed
  return sum(Number((spoken[1] ?? '0').replace(',', '.')), spoken[2]?.replace(',', '.'), spoken[3])
}

function sum(hours: number, minutes = '0', seconds = '0'): number {
  return Math.round(hours * 60 + Number(minutes) + Number(seconds) / 60)
}

function inMinutes(number: number, unit: Unit, text: string): number | string {
  const minutes = number * MINUTES_IN[unit]
  // 1.95 may be hours: the schema refuses it.
  if (unit === 'minutes' && !Number.isInteger(minutes) && minutes < 2) return text
  return Math.round(minutes)
}
