'use client'

import { useRef, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import { draftOf, type FormSubject, type TypedMovie, typedOf } from '@/components/movies/state/typed-movie'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { lastFormat, rememberFormat } from './last-format'
import { MovieForm } from './movie-form'

type Props = { subject: FormSubject; onDelete: (movie: Movie) => void; onClose: () => void }

/**
 * The movie form over the list. It closes at once, and the list shows the movie. A new movie that is neither saved nor
 * cancelled is there again the next time.
 */
export function MovieDialog({ subject, onDelete, onClose }: Props) {
  const collection = useCollection()
  const { movie, errors } = subject
  const [begun] = useState(movie || subject.typed ? subject : collection.draft)
  const id = useRef(begun?.id)
  const [initial] = useState(begun?.typed ?? (movie ? typedOf(movie) : { format: lastFormat() }))

  const save = (typed: TypedMovie, values: MovieValues, again: boolean) => {
    rememberFormat(values.format)
    if (movie) collection.edit(movie, values)
    else {
      collection.draft = null
      void collection.add(typed, values, id.current)
      id.current = undefined
    }
    if (!again) onClose()
  }
  const cancel = () => {
    if (!movie) collection.draft = null
    onClose()
  }

  return (
    <Dialog open onClose={onClose} title={movie ? 'Edit movie' : 'Add a movie'}>
      <MovieForm
        bucketId={collection.bucketId}
        movieId={movie?.id}
        initial={initial}
        errors={errors}
        findDuplicates={collection.actions.findDuplicates}
        onTyped={(typed) => {
          if (!movie) collection.draft = draftOf(typed, id.current)
        }}
        onSubmit={save}
        buttons={
          <>
            <Button type="submit" variant="primary">
              Save
            </Button>
            {!movie && (
              <Button type="submit" name="then" value="again">
                Save and add another
              </Button>
            )}
            <Button variant="quiet" onClick={cancel}>
              Cancel
            </Button>
            {movie && (
              <Button variant="danger" className="ml-auto" onClick={() => onDelete(movie)}>
                Delete
              </Button>
            )}
          </>
        }
      />
    </Dialog>
  )
}
