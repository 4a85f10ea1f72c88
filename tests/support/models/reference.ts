import type { Movie } from '@/domain/movies/movie'
import { searchWords, sortTitle } from '@/domain/movies/title'
import type { Cursor } from '@/domain/search/cursor'
import { RANGE_FIELDS } from '@/domain/search/range'
import type { Filter, Search } from '@/domain/search/search'
import type { Sort } from '@/domain/search/sort'

const VALUES = {
  title: (movie: Movie) => Buffer.from(sortTitle(movie.title)),
  year: (movie: Movie) => movie.releaseYear,
  length: (movie: Movie) => movie.length,
  rating: (movie: Movie) => movie.rating,
  added: (movie: Movie) => movie.createdAt,
}

/** What a list has to hold, done the slow and obvious way: everything, filtered, sorted, equal ones by id. */
export function referenceList(movies: Movie[], search: Search): Movie[] {
  const list = movies.filter((movie) => matches(movie, search))
  return list.sort(
    (a, b) => (compare(a, b, search.sort.key) || (a.id < b.id ? -1 : 1)) * (search.sort.descending ? -1 : 1),
  )
}

/** The cursor that stands beside a movie in an order. */
export function referenceCursor(sort: Sort['key'], movie: Movie): Cursor {
  const key = sort === 'title' ? sortTitle(movie.title) : VALUES[sort](movie)
  return { sort, key, id: movie.id }
}

/** The mark of the jump rail that a movie belongs to. */
export function referenceMark({ key }: Sort, movie: Movie): string {
  if (key === 'year') return String(Math.floor(movie.releaseYear / 10) * 10)
  if (key === 'length') return String(Math.floor(movie.length / 30) * 30)
  if (key === 'rating') return String(movie.rating)
  const letter = sortTitle(movie.title).slice(0, 1)
  if (letter < 'a') return '#'
  return letter > 'z' ? '…' : letter
}

function matches(movie: Movie, filter: Filter): boolean {
  if (filter.formats.length > 0 && !filter.formats.includes(movie.format)) return false
  for (const field of RANGE_FIELDS) {
    const value = Number(VALUES[field](movie))
    const { min = value, max = value } = filter[field] ?? {}
    if (value < min || value > max) return false
  }
  const month = movie.createdAt.slice(0, 7)
  if (filter.added && (month < filter.added.from || month > filter.added.to)) return false
  return searchWords(filter.q).every((word) => sortTitle(movie.title).includes(word))
}

function compare(a: Movie, b: Movie, key: Sort['key']): number {
  const [x, y] = [VALUES[key](a), VALUES[key](b)]
  if (Buffer.isBuffer(x) && Buffer.isBuffer(y)) return Buffer.compare(x, y)
  return x === y ? 0 : x < y ? -1 : 1
}
