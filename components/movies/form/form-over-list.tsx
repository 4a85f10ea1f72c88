'use client'

import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { lazyPart } from '@/components/movies/state/lazy-part'
import type { FormSubject } from '@/components/movies/state/typed-movie'
import { Lazily } from '@/components/ui/lazily'
import type { Movie } from '@/domain/movies/movie'
import { isPhone } from './is-phone'

const FailedAddNotice = lazyPart(() => import('./failed-add-notice').then((module) => module.FailedAddNotice))
const AddPanel = lazyPart(() => import('./add-panel').then((module) => module.AddPanel))
const MovieDialog = lazyPart(() => import('./movie-dialog').then((module) => module.MovieDialog))

type Adding = FormSubject & { turn: number }

/**
 * The forms that `collection.openForm` wants over the list: a panel to add, which stays open, and a dialog to edit a movie;
 * and the notices of movies that could not be added.
 */
export function FormOverList({ onDelete }: { onDelete: (movie: Movie) => void }) {
  const collection = useCollection()
  const { failedAdds } = useCollectionState()
  const [adding, setAdding] = useState<Adding | null>(null)
  const [editing, setEditing] = useState<Movie | null>(null)
  // Another turn shows another subject, and brings the focus back to a panel that is open.
  const add = (subject: FormSubject) => setAdding((last) => ({ ...subject, turn: (last?.turn ?? 0) + 1 }))

  // biome-ignore lint/correctness/useExhaustiveDependencies: `add` does the same at each rendering
  useEffect(() => {
    const show = ({ movie, ...subject }: FormSubject) => {
      if (isPhone()) return false
      if (movie) setEditing(movie)
      else add(subject)
      return true
    }
    return collection.provideForm(show)
  }, [collection])

  const remove = (movie: Movie) => {
    // Closed first, the dialog has given the focus back, and it moves on from there.
    flushSync(() => setEditing(null))
    onDelete(movie)
  }
  const failed = () => {
    setAdding(null)
    setEditing(null)
    collection.reportLoadFailure()
  }

  return (
    <>
      {failedAdds.length > 0 && (
        <Lazily onFailed={collection.reportLoadFailure}>
          <FailedAddNotice onOpen={({ typed, fields, id }) => add({ typed, errors: fields, id })} />
        </Lazily>
      )}
      {adding && (
        <Lazily onFailed={failed}>
          <AddPanel key={adding.turn} subject={adding} onClose={() => setAdding(null)} />
        </Lazily>
      )}
      {editing && (
        <Lazily onFailed={failed}>
          <MovieDialog movie={editing} onDelete={remove} onClose={() => setEditing(null)} />
        </Lazily>
      )}
    </>
  )
}
