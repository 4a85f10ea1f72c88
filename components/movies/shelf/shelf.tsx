import type { MovieValues } from '@/domain/movies/movie'
import styles from './shelf.module.css'
import { Spine } from './spine'

type ShelfMovie = MovieValues & { id: string }
type Props = {
  movies: ShelfMovie[]
  /** A spine without an address is a picture. */
  hrefFor?: (movie: ShelfMovie) => string | undefined
  isSelected?: (movieId: string) => boolean
  /** Names the list when no heading does. */
  label?: string
  orientation?: 'auto' | 'upright'
}

/** Movies as spines on boards; on a phone, a list of spines that lie flat. `data-movie-id` identifies each. */
export function Shelf({ movies, hrefFor, isSelected, label, orientation = 'auto' }: Props) {
  return (
    <ul className={styles.shelf} aria-label={label} data-orientation={orientation}>
      {movies.map((movie) => (
        <li
          key={movie.id}
          data-movie-id={movie.id}
          data-selected={isSelected?.(movie.id) || undefined}
          className={styles.place}
        >
          <Spine movie={movie} href={hrefFor?.(movie)} orientation={orientation} />
          {isSelected?.(movie.id) && <span className="sr-only">selected</span>}
        </li>
      ))}
    </ul>
  )
}
