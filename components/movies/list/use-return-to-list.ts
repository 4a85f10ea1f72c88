import type { Route } from 'next'
import { type RefObject, useEffect } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import { focusRow } from './row-focus'

/** Keeps the list's address for the way back from a movie's own page, and gives that movie's row the focus then. */
export function useReturnToList(list: RefObject<HTMLElement | null>): void {
  const collection = useCollection()
  useEffect(() => {
    collection.listHref = `${location.pathname}${location.search}` as Route
  })
  useEffect(() => {
    if (collection.openedMovieId) focusRow(list.current, collection.openedMovieId)
    collection.openedMovieId = null
  }, [collection, list])
}
