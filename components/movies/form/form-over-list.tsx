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
const MovieDialog = lazyPart(() => import('./movie-dialog').then((module) => module.MovieDialog))

/** The form as a dialog while `collection.openForm` wants one, and the notices of movies that could not be added. */
export function FormOverList({ onDelete }: { onDelete: (movie: Movie) => void }) {
  const collection = useCollection()
  const { failedAdds } = useCollectionState()
  const [subject, setSubject] = useState<FormSubject | null>(null)
  const close = () => setSubject(null)

  useEffect(() => {
    const show = (wanted: FormSubject) => {
      if (isPhone()) return false
      setSubject(wanted)
      return true
    }
    return collection.provideForm(show)
  }, [collection])

  const remove = (movie: Movie) => {
    // Closed first, the dialog has given the focus back, and it moves on from there.
    flushSync(close)
    onDelete(movie)
  }
  const failed = () => {
    close()
    collection.reportLoadFailure()
  }

  return (
    <>
      {failedAdds.length > 0 && (
        <Lazily onFailed={collection.reportLoadFailure}>
          <FailedAddNotice onOpen={({ typed, fields, id }) => setSubject({ typed, errors: fields, id })} />
        </Lazily>
      )}
      {subject && (
        <Lazily onFailed={failed}>
          <MovieDialog subject={subject} onDelete={remove} onClose={close} />
        </Lazily>
      )}
    </>
  )
}
