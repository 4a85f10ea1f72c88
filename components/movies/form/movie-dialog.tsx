'use client'

import { useRef, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection'
import type { TypedMovie } from '@/components/movies/state/movie-actions'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { MOVIE_FIELDS, type Movie, type MovieValues } from '@/domain/movies/movie'
import { draftOf } from './draft'
import { lastFormat, rememberFormat } from './last-format'
import { MovieForm } from './movie-form'

/** A movie to edit, or one to add, with what was typed for it before and under which id. */
export type DialogSubject = {
  movie?: Movie
  typed?: Partial<TypedMovie>
  errors?: Record<string, string>
  id?: string
}

type Props = { subject: DialogSubject; onDelete: (movie: Movie) => void; onClose: () => void }

/**
 * The movie form over the list: it closes at once, the list shows the movie, a refusal opens it again as it was. A new
 * movie that is neither saved nor cancelled is there again the next time.
 */
export function MovieDialog({ subject, onDelete, onClose }: Props) {
  const collection = useCollection()
  const { movie, errors } = subject
  const [begun] = useState(movie || subject.typed ? subject : collection.draft)
  const id = useRef(begun?.id)
  const [initial] = useState(begun?.typed ?? (movie ? typedOf(movie) : { format: lastFormat() }))

  const save = (given: TypedMovie, values: MovieValues, again: boolean) => {
    rememberFormat(values.format)
    if (movie) collection.edit(movie, values)
    else {
      collection.draft = null
      void collection.add(given, values, id.current)
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

/** A movie as the form shows it. */
export function typedOf(movie: MovieValues): TypedMovie {
  return Object.fromEntries(MOVIE_FIELDS.map((field) => [field, String(movie[field])])) as TypedMovie
}
