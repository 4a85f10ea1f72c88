import { useEffect } from 'react'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import type { Movie } from '@/domain/movies/movie'

/** The rows of a page as this tab sees them, its new movies on top. Another filter is another list. */
export function useRows(movies: Movie[], filter: string): Movie[] {
  const collection = useCollection()
  const { added } = useCollectionState()

  useEffect(() => collection.reconcile(movies), [collection, movies])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what makes it another list
  useEffect(() => collection.dropAdded(), [collection, filter])

  const onPage = new Set(movies.map(({ id }) => id))
  return collection.apply([...added.filter(({ id }) => !onPage.has(id)), ...movies])
}
