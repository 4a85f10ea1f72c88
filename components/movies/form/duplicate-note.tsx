import type { Movie } from '@/domain/movies/movie'
import { moviePath } from '@/domain/paths'

/** Says that a title is in the bucket already; the user may still add it again. */
export function DuplicateNote({ movies }: { movies: Movie[] }) {
  return (
    <div role="status">
      {movies.length > 0 && (
        <p className="rounded-sm bg-accent-soft px-3 py-2 text-sm">
          Already in this bucket:{' '}
          {movies.map((movie, index) => (
            <span key={movie.id}>
              {index > 0 && ', '}
              <a href={moviePath(movie)} target="_blank" rel="noreferrer" className="text-accent underline">
                {movie.title} ({movie.format}, {movie.releaseYear})
              </a>
            </span>
          ))}
          . You can still add it.
        </p>
      )}
    </div>
  )
}
