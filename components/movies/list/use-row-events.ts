import type { ChangeEvent, MouseEvent } from 'react'
import type { SelectionState } from '@/components/movies/bulk/use-selection'
import { useCollection } from '@/components/movies/state/collection-context'
import { isBeingAdded } from '@/components/movies/state/collection-state'
import type { Movie } from '@/domain/movies/movie'
import type { RowActions } from './use-row-actions'

type Options = {
  rows: readonly Movie[]
  editable: boolean
  selection: SelectionState
  actions: RowActions
}

/** The handlers of a hundred rows, which say by `data-movie-id` and `data-action` what an event is about. */
export function useRowEvents({ rows, editable, selection, actions }: Options) {
  const collection = useCollection()
  const find = (id: string | undefined) => rows.find((row) => row.id === id && !isBeingAdded(row))
  const movieOf = (element: Element | null) => find(element?.closest<HTMLElement>('[data-movie-id]')?.dataset.movieId)

  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const control = (event.target as HTMLElement).closest<HTMLElement>('[data-action], [data-movie-id] a')
    const movie = movieOf(control)
    if (!control || !movie || !editable) return
    const action = control.dataset.action ?? 'open'
    if (action === 'delete') actions.remove(movie)
    else if (action === 'edit') void actions.edit(movie)
    else if (action === 'open') {
      event.preventDefault()
      actions.open(movie)
    }
  }

  const onChange = (event: ChangeEvent<HTMLElement>) => {
    const input = event.target as EventTarget & HTMLInputElement
    const movie = movieOf(input)
    if (!movie) return
    if (input.dataset.action === 'rate') collection.edit(movie, { rating: Number(input.value) })
    // React reports the change of a checkbox by the click that made it.
    if (input.dataset.action === 'select') selection.toggle(movie.id, (event.nativeEvent as PointerEvent).shiftKey)
  }

  const onRowKey = (movieId: string, key: string) => {
    const movie = find(movieId)
    if (!movie || !editable) return
    if (key === 'e') void actions.edit(movie)
    else if (key === 'x') selection.toggle(movie.id)
    else if (key === 'Delete') actions.remove(movie)
    else collection.edit(movie, { rating: Number(key) })
  }

  return { onClick, onChange, onRowKey }
}
