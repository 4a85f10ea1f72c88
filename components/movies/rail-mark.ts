import type { MovieValues } from '@/domain/movie'
import { RAIL_STEPS } from '@/domain/rail'
import type { SortKey } from '@/domain/search'
import { sortTitle } from '@/domain/title'

/** The mark of the jump rail that a movie is counted under in an order, as the database counts it. */
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
