import { useRef, useState } from 'react'
import type { MovieActions } from '@/components/movies/state/movie-actions'
import type { Movie } from '@/domain/movies/movie'
import { parseWholeNumber } from '@/domain/movies/typed-values'

// A press on *Save* leaves the field: a note that came before the press ended would move the button away from under it.
const CLICK_MS = 300
const TITLE_SENT = 200

type Options = { bucketId: string; findDuplicates: MovieActions['findDuplicates']; except?: string }

/** The movies of a bucket with the title that was typed. A search that fails finds none. */
export function useDuplicates({ bucketId, findDuplicates, except }: Options) {
  const [movies, setMovies] = useState<Movie[]>([])
  // Only the answer to the last question counts.
  const turn = useRef(0)
  const clear = () => {
    turn.current++
    setMovies([])
  }
  const find = async (title: string, year: string) => {
    if (!title.trim()) return clear()
    const asked = ++turn.current
    const releaseYear = parseWholeNumber(year)
    const found = findDuplicates({
      bucketId,
      title: title.slice(0, TITLE_SENT),
      ...(typeof releaseYear === 'number' && { releaseYear }),
      ...(except && { except }),
    }).catch(() => null)
    const [result] = await Promise.all([found, new Promise((resolve) => setTimeout(resolve, CLICK_MS))])
    if (asked === turn.current) setMovies(result?.ok ? result.data : [])
  }
  return { movies, find, clear }
}
