import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { shorten } from '@/domain/text'
import { convertFormat, convertYear } from './convert'
import { namesSeveral } from './format-words'
import type { ImportSettings } from './settings'

const SCALES = {
  exact: null,
  '5': 'Ratings in this file go up to 5; halves are rounded up: 3.5 becomes 4.',
  '10': 'Ratings in this file go up to 10; they are halved and rounded up: 7 becomes 4.',
  '100': 'Ratings in this file go up to 100; they are divided by 20 and rounded up: 65 becomes 4.',
} as const

/** How a file's cells are converted to movies, a sentence each; `examples` are some of its rows. */
export function describeConversions(settings: ImportSettings, examples: readonly (readonly string[])[]): string[] {
  const { columns, fill, formats, discs } = settings
  const sentences: (string | null)[] = []
  const cells = (at: number | undefined) => (at === undefined ? [] : examples.map((row) => (row[at] ?? '').trim()))
  if (columns.rating !== undefined && !fill.rating?.everywhere) sentences.push(SCALES[settings.scale])
  const date = cells(columns.releaseYear).find((text) => text && !/^\d+$/.test(text))
  const year = date === undefined ? undefined : convertYear(date)
  if (year && 'value' in year) sentences.push(`The release year is taken from dates: “${date}” becomes ${year.value}.`)
  if (cells(columns.length).some((text) => text && !/^\d+$/.test(text)))
    sentences.push('Running times are read as minutes: 117 min, 1:57 and 1h 57m are 117.')
  if (columns.kind !== undefined || settings.source === 'netflix')
    sentences.push('Series, episodes and everything else that is not a film are set aside.')
  if (discs.length > 0 && columns.format === undefined)
    sentences.push(`The format comes from the counts of discs: ${discs.map(([word]) => word).join(', then ')}.`)
  const several = columns.format === undefined ? undefined : cells(columns.format).find(namesSeveral)
  const first = several && convertFormat(several, new Map(formats))
  if (first) sentences.push(`“${shorten(several, 60)}” is read as ${first}, the first of its media that is a format.`)
  for (const [word, format] of formats) sentences.push(`“${word}” stands for ${format}.`)
  for (const field of MOVIE_FIELDS) {
    const one = fill[field]
    if (!one?.value) continue
    const whom = one.everywhere ? 'every movie' : 'every movie that has none'
    sentences.push(`${FIELDS[field].label} is ${one.value} for ${whom}.`)
  }
  if (settings.guarded) sentences.push('Apostrophes that our export put before = + - @ are removed.')
  if (columns.id !== undefined)
    sentences.push('Movies keep their ids where these are free, and the times they were added.')
  return sentences.filter((sentence) => sentence !== null)
}
