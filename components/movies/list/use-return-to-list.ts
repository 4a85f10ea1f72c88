import { type RefObject, useEffect } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { ListPath } from '@/domain/paths'
import { focusRow } from './row-focus'

/** Keeps the list's address for the way back from a movie's own page, and gives that movie's row the focus then. */
export function useReturnToList(list: RefObject<HTMLElement | null>): void {
  const collection = useCollection()
  useEffect(() => {
    collection.listHref = `${location.pathname}${location.search}` as ListPath
  })
  useEffect(() => {
    if (collection.openedMovieId) focusRow(list.current, collection.openedMovieId)
    collection.openedMovieId = null
  }, [collection, list])
}
