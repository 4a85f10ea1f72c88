import { stringify } from 'csv-stringify/sync'
import { FORMATS, type MovieValues } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { movieSchema } from '@/domain/movies/schema'

/*
 * A long list as people find one on the web, with its errors: titles that are numbers, one that is missing, some beyond
 * the limit, quotes, commas and other scripts in them; no formats; missing running times and ratings; ratings up to ten;
 * dates in words, and years that were made of two digits, such as 2046.
 */

const ROWS = 3201
/** Rows of the list without a running time. */
const WITHOUT_LENGTH = 1992
const NUMBERS = ['1776', '300', '2012', '21', '54']
const ODD_TITLES = ['"Weird" News, Part', 'Ocean’s', 'Amélie à la plage', '七人の侍', ' Mission: Impossible', 'WALL·E']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Row = { title: string; length: number | undefined; year: number; date: string; rating: number | undefined }

function rowAt(n: number): Row {
  const sample = SAMPLE_MOVIES[n % SAMPLE_MOVIES.length] as MovieValues
  const round = Math.floor(n / SAMPLE_MOVIES.length)
  const year = n % 400 === 7 ? 2046 : sample.releaseYear
  return {
    title: titleAt(n, round ? `${sample.title.trim()} ${round + 1}` : sample.title),
    length: (n * WITHOUT_LENGTH) % ROWS < WITHOUT_LENGTH ? undefined : sample.length + (n % 30),
    year,
    date: n % 9 === 4 ? String(year) : `${MONTHS[n % 12]} ${String((n % 28) + 1).padStart(2, '0')} ${year}`,
    rating: n % 16 === 3 ? undefined : (20 + (n % 80)) / 10,
  }
}

function titleAt(n: number, usual: string): string {
  if (n === 1000) return ''
  if (n < NUMBERS.length) return NUMBERS[n] ?? ''
  if (n % 100 === 13) return `${usual}, or How They Learned to Stop and Love the Very Long Title`
  return n % 25 === 6 ? `${ODD_TITLES[n % ODD_TITLES.length]} ${n}` : usual
}

const list = Array.from({ length: ROWS }, (_, n) => rowAt(n))

/** The list as a CSV file, and how many of its rows lack what. */
export const MESSY_LIST = {
  file: stringify([
    ['Title', 'Running Time min', 'Release Date', 'IMDB Rating', 'Distributor'],
    ...list.map(({ title, length, date, rating }) => [title, length, date, rating?.toFixed(1), 'Gramercy, Inc.']),
  ]),
  rows: ROWS,
  withoutLength: WITHOUT_LENGTH,
  numbers: NUMBERS,
}

/** This many movies of the list: those with every value a movie needs. The list has no formats, so they take turns. */
export function movieList(count: number): MovieValues[] {
  const movies: MovieValues[] = []
  for (const { title, length, year, rating } of list) {
    const format = FORMATS[movies.length % FORMATS.length]
    const fits = movieSchema.safeParse({
      title,
      format,
      length,
      releaseYear: year,
      rating: rating && Math.ceil(rating / 2),
    })
    if (fits.success) movies.push(fits.data)
    if (movies.length === count) return movies
  }
  throw new Error(`Only ${movies.length} of ${count} movies fit`)
}
