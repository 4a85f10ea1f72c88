import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FORMATS, type MovieValues } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { movieSchema } from '@/domain/movies/schema'
import { root } from '@/scripts/start/project'

/** A list of movies beside the project; most checkouts do not have it. */
export const REAL_FILE = join(root, '../shared/data/vega-movies.csv')

/**
 * This many movies from a real, messy list: those with every value a movie needs. The list has no formats, so they take
 * turns. Without the list, as many sequels of the samples.
 */
export function realMovies(count: number): MovieValues[] {
  const candidates = existsSync(REAL_FILE) ? readList(readFileSync(REAL_FILE, 'utf8')) : sampleSequels(count)
  const movies: MovieValues[] = []
  for (const candidate of candidates) {
    const format = FORMATS[movies.length % FORMATS.length]
    const fits = movieSchema.safeParse({ ...candidate, format })
    if (fits.success) movies.push(fits.data)
    if (movies.length === count) return movies
  }
  throw new Error(`Only ${movies.length} of ${count} movies fit`)
}

function readList(text: string): object[] {
  const [names = [], ...rows] = parseCsv(text)
  const cell = (row: string[], name: string) => row[names.indexOf(name)] ?? ''
  return rows.map((row) => ({
    title: cell(row, 'Title'),
    length: Number(cell(row, 'Running Time min') || Number.NaN),
    releaseYear: Number(/\d{4}$/.exec(cell(row, 'Release Date'))?.[0]),
    // Theirs go from 1 to 10.
    rating: Math.ceil(Number(cell(row, 'IMDB Rating') || Number.NaN) / 2),
  }))
}

/** Rows of cells; a cell in quotes may hold commas, line breaks and doubled quotes (RFC 4180). */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n\r"]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

function sampleSequels(count: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const { title, ...movie } = SAMPLE_MOVIES[index % SAMPLE_MOVIES.length] as MovieValues
    const part = Math.floor(index / SAMPLE_MOVIES.length)
    return { ...movie, title: part ? `${title.slice(0, 44)} ${part + 1}` : title }
  })
}
