import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { shorten } from '@/domain/text'
import { isNoValue } from './no-value'
import { convertLength, convertYear } from './numbers'
import type { ImportSettings, Unit } from './settings'
import { splitYear, suggestTitle } from './titles'

const SCALES = {
  exact: null,
  '5': 'Ratings in this file go up to 5; halves are rounded up: 3.5 becomes 4.',
  '10': 'Ratings in this file go up to 10; they are halved and rounded up: 7 becomes 4.',
  '100': 'Ratings in this file go up to 100; they are divided by 20 and rounded up: 65 becomes 4.',
} as const
const UNITS: Record<Unit, string | null> = {
  minutes: null,
  hours: 'hours',
  seconds: 'seconds',
  milliseconds: 'milliseconds',
  ticks: 'ticks of 100 nanoseconds',
}
const LONGEST_NAME = 48

/**
 * How a file's cells are converted to movies, a sentence each; `header` has the names of its columns, `examples` are some
 * of its rows.
 */
export function describeConversions(
  settings: ImportSettings,
  header: readonly string[],
  examples: readonly (readonly string[])[],
): string[] {
  const { columns, fill, formats, discs } = settings
  const sentences: (string | null | undefined)[] = []
  const cells = (at: number | undefined) => (at === undefined ? [] : examples.map((row) => (row[at] ?? '').trim()))
  const name = (at: number | undefined) => shorten(header[at ?? -1] || `Column ${(at ?? 0) + 1}`, LONGEST_NAME)

  for (const field of MOVIE_FIELDS)
    if (settings.guessed?.includes(field) && columns[field] !== undefined)
      sentences.push(`${FIELDS[field].label} is read from “${name(columns[field])}” because of its values.`)
  if (columns.rating !== undefined && !fill.rating?.everywhere) sentences.push(SCALES[settings.scale])
  const date = cells(columns.releaseYear).find((text) => text && !isNoValue(text) && !/^\d+$/.test(text))
  const year = date === undefined ? undefined : convertYear(date)
  if (year && 'value' in year && year.value !== undefined)
    sentences.push(`The release year is taken from dates: “${shorten(date ?? '', 60)}” becomes ${year.value}.`)
  if (settings.yearInTitle) {
    const example = cells(columns.title).find((text) => splitYear(text))
    const split = example === undefined ? undefined : splitYear(example)
    const becomes = split && `: “${shorten(example ?? '', 80)}” becomes “${shorten(split.title, 80)}”, ${split.year}`
    sentences.push(`The release year at the end of a title is taken out of it${becomes ?? ''}.`)
  }
  sentences.push(describeLengths(cells(columns.length), settings.unit ?? 'minutes'))
  if (columns.kind !== undefined || settings.source === 'netflix')
    sentences.push('Series, episodes and everything else that is not a film are set aside.')
  if (columns.viewed !== undefined)
    sentences.push(
      'A film that stands in several rows is one film: the newest rating counts, the other rows are set aside.',
    )
  if (settings.shorten) {
    const example = cells(columns.title).find((text) => suggestTitle(text))
    const becomes = example && `: “${shorten(example, 120)}” becomes “${suggestTitle(example)}”`
    sentences.push(`Titles of more than ${FIELDS.title.limits.max} characters are shortened${becomes ?? ''}.`)
  }
  if (discs.length > 0 && columns.format === undefined)
    sentences.push(`The format comes from the counts of discs: ${discs.map(([word]) => word).join(', then ')}.`)
  for (const [word, format] of formats) sentences.push(`“${word}” stands for ${format}.`)
  for (const field of MOVIE_FIELDS) {
    const one = fill[field]
    if (!one?.value) continue
    const whom = one.everywhere ? 'every movie' : 'every movie that has none'
    sentences.push(`${FIELDS[field].label} is ${one.value} for ${whom}.`)
  }
  if (settings.source !== 'moviebucket' && examples.some((row) => hasNoValue(row, columns)))
    sentences.push('0, –, ?, N/A and the like are read as no value.')
  if (settings.guarded) sentences.push('Apostrophes that our export put before = + - @ are removed.')
  if (columns.id !== undefined)
    sentences.push('Movies keep their ids where these are free, and the times they were added.')
  return sentences.filter((sentence) => typeof sentence === 'string')
}

function describeLengths(texts: readonly string[], unit: Unit): string | null {
  if (UNITS[unit]) return `Running times in this file are ${UNITS[unit]}; they are rounded to minutes.`
  const spoken = texts.some((text) => text && !/^\d+$/.test(text) && typeof convertLength(text) === 'number')
  return spoken ? 'Running times are read as minutes: 117 min, 1:57 and 1h 57m are 117.' : null
}

function hasNoValue(row: readonly string[], columns: ImportSettings['columns']): boolean {
  return (['length', 'releaseYear', 'rating', 'format'] as const).some((field) => {
    const text = columns[field] === undefined ? '' : (row[columns[field]] ?? '').trim()
    return text !== '' && (text === '0' || isNoValue(text))
  })
}
