'use client'

import { useRef, useState } from 'react'
import { movieHref } from '@/components/movies/hrefs'
import type { MovieActions } from '@/components/movies/state/movie-actions'
import type { Movie } from '@/domain/movies/movie'
import { parseWholeNumber } from '@/domain/movies/typed-values'

// Pressing *Save* leaves the field: a note that came before the press ended would move the button from under it.
const CLICK_MS = 300

type Options = { bucketId: string; findDuplicates: MovieActions['findDuplicates']; except?: string }

/** Looks whether a title is in the bucket already, once its field is left; a failure to look says nothing. */
export function useDuplicates({ bucketId, findDuplicates, except }: Options) {
  const [movies, setMovies] = useState<Movie[]>([])
  // An answer counts only while it is the one to the last question.
  const turn = useRef(0)
  const clear = () => {
    turn.current++
    setMovies([])
  }
  return {
    movies,
    clear,
    look: async (title: string, year: string) => {
      if (!title.trim()) return clear()
      const asked = ++turn.current
      const releaseYear = parseWholeNumber(year)
      const looked = findDuplicates({
        bucketId,
        title: title.slice(0, 200),
        ...(typeof releaseYear === 'number' && { releaseYear }),
        ...(except && { except }),
      }).catch(() => null)
      const [result] = await Promise.all([looked, new Promise((resolve) => setTimeout(resolve, CLICK_MS))])
      if (asked === turn.current) setMovies(result?.ok ? result.data : [])
    },
  }
}

/** A polite remark; it stands in nobody's way. */
export function DuplicateNote({ movies }: { movies: Movie[] }) {
  return (
    <div role="status">
      {movies.length > 0 && (
        <p className="rounded-sm bg-accent-soft px-3 py-2 text-sm">
          Already in this bucket:{' '}
          {movies.map((movie, index) => (
            <span key={movie.id}>
              {index > 0 && ', '}
              <a href={movieHref(movie)} target="_blank" rel="noreferrer" className="text-accent underline">
                {movie.title} ({movie.format}, {movie.releaseYear})
              </a>
            </span>
          ))}
          . You can add it all the same.
        </p>
      )}
    </div>
  )
}
