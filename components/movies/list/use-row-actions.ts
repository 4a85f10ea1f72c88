import { useRouter } from 'next/navigation'
import { type RefObject, useRef, useState } from 'react'
import { idsOf, type SelectionState } from '@/components/movies/bulk/use-selection'
import { isPhone } from '@/components/movies/form/is-phone'
import { useCollection } from '@/components/movies/state/collection-context'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { moviePath, newMoviePath } from '@/domain/paths'
import type { View } from '@/domain/search/search'
import { counted, formatNumber } from '@/domain/text'
import type { SaveRow } from './inline-editor'
import { focusBeside, focusRow } from './row-focus'

type Options = {
  list: RefObject<HTMLElement | null>
  view: View
  rows: readonly Movie[]
  selection: SelectionState
}

export type RowActions = ReturnType<typeof useRowActions>

/** What the user can do to the rows of the list, and which row is being edited in its place. */
export function useRowActions({ list, view, rows, selection }: Options) {
  const collection = useCollection()
  const router = useRouter()
  const [editingId, setEditingId] = useState<string | null>(null)
  const saveEditing = useRef<SaveRow>(null)

  const add = () => {
    if (!collection.openForm({})) router.push(newMoviePath(collection.bucketId))
  }
  const open = (movie: Movie) => {
    if (collection.openForm({ movie })) return
    collection.openedMovieId = movie.id
    router.push(moviePath(movie))
  }
  const edit = async (movie: Movie) => {
    if (view !== 'table' || isPhone()) return open(movie)
    // Saves the row that is edited now. Values that do not fit keep the user there.
    if ((await saveEditing.current?.()) !== false) setEditingId(movie.id)
  }
  const stopEditing = (movie: Movie) => {
    setEditingId(null)
    focusRow(list.current, movie.id)
  }
  const remove = (movie: Movie) => {
    focusBeside(list.current, movie.id)
    if (!selection.all && selection.has(movie.id)) selection.toggle(movie.id)
    void collection.remove({ ids: [movie.id] }, [movie.id], () => `Deleted “${movie.title}”`)
  }
  const removeSelected = (selected: Selection, count: number) => {
    selection.clear()
    const text = (deleted: number) => `Deleted ${formatNumber(deleted)} of ${counted(count, 'movie')}`
    void collection.remove(selected, idsOf(selected, rows), text)
  }
  const editor = {
    movieId: editingId,
    save: saveEditing,
    stop: stopEditing,
    cannotLoad: () => {
      setEditingId(null)
      collection.reportLoadFailure()
    },
  }
  return { add, open, edit, editor, remove, removeSelected }
}
