import type { MovieValues } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { RAIL_STEPS } from '@/domain/search/rail'
import type { SortKey } from '@/domain/search/sort'

/** The mark of the jump rail that counts a movie in an order, as the database counts it. */
export function railMarkOf(key: SortKey, movie: MovieValues): string | undefined {
  if (key === 'added') return undefined
  if (key === 'title') {
    const [letter = ''] = sortTitle(movie.title)
    if (letter < 'a') return '#'
    return letter < '{' ? letter : '…'
  }
  const step = RAIL_STEPS[key] ?? 1
  const value = movie[key === 'year' ? 'releaseYear' : key]
  return String(value - (value % step))
}
