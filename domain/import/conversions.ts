import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { convertYear } from './convert'
import type { ImportSettings } from './settings'

const SCALE_WORDS = {
  exact: null,
  '5': 'Ratings go up to 5 there; halves are rounded up: 3.5 becomes 4.',
  '10': 'Ratings go up to 10 there; they are halved and rounded up: 7 becomes 4.',
  '100': 'Ratings go up to 100 there; they are divided by 20 and rounded up: 65 becomes 4.',
} as const

/** What is done to a file's cells on their way to movies, a sentence each; `examples` are rows of it. */
export function describeConversions(settings: ImportSettings, examples: readonly (readonly string[])[]): string[] {
  const { columns, fill, formats, discs } = settings
  const said: (string | null | undefined)[] = []
  const cells = (at: number | undefined) => (at === undefined ? [] : examples.map((row) => (row[at] ?? '').trim()))
  if (columns.rating !== undefined && !fill.rating?.everywhere) said.push(SCALE_WORDS[settings.scale])
  const date = cells(columns.releaseYear).find((text) => text && !/^\d+$/.test(text))
  const year = date === undefined ? undefined : convertYear(date)
  if (year && 'value' in year) said.push(`The release year is taken out of dates: “${date}” becomes ${year.value}.`)
  if (cells(columns.length).some((text) => text && !/^\d+$/.test(text)))
    said.push('Running times are read as minutes: 117 min, 1:57 and 1h 57m are 117.')
  if (columns.kind !== undefined || settings.source === 'netflix')
    said.push('Series, episodes and whatever else is no film are set aside.')
  if (discs.length > 0 && columns.format === undefined)
    said.push(`The format comes from the counts of discs: ${discs.map(([word]) => word).join(', then ')}.`)
  for (const [word, format] of formats) said.push(`“${word}” stands for ${format}.`)
  for (const field of MOVIE_FIELDS) {
    const one = fill[field]
    if (!one?.value) continue
    const whom = one.everywhere ? 'every movie' : 'every movie that has none'
    said.push(`${FIELDS[field].label} is ${one.value} for ${whom}.`)
  }
  if (settings.guarded) said.push('Apostrophes that our export put before = + - @ are taken off again.')
  if (columns.id !== undefined) said.push('Movies keep their ids where they are free, and the times they were added.')
  return said.flatMap((line) => line ?? [])
}
