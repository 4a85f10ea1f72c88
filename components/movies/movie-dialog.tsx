'use client'

import type { Movie, MovieValues } from '@/domain/movie'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useCollection } from './collection'
import { lastFormat, rememberFormat } from './last-format'
import type { TypedMovie } from './movie-actions'
import { MovieForm } from './movie-form'

/** A movie to edit, or one to add, with what was typed for it before and under which id. */
export type DialogSubject = {
  movie?: Movie
  typed?: Partial<TypedMovie>
  errors?: Record<string, string>
  id?: string
}

type Props = { subject: DialogSubject; onClose: () => void }

/** The movie form over the list: it closes at once, the list shows the movie, a refusal opens it again as it was. */
export function MovieDialog({ subject: { movie, typed, errors, id }, onClose }: Props) {
  const collection = useCollection()
  const initial = typed ?? (movie ? typedOf(movie) : { format: lastFormat() })

  const save = (given: TypedMovie, values: MovieValues, again: boolean) => {
    rememberFormat(values.format)
    if (movie) collection.edit(movie, values)
    else void collection.add(given, values, id)
    if (!again) onClose()
  }

  return (
    <Dialog open onClose={onClose} title={movie ? 'Edit movie' : 'Add a movie'}>
      <MovieForm
        bucketId={collection.bucketId}
        movieId={movie?.id}
        initial={initial}
        errors={errors}
        findDuplicates={collection.actions.findDuplicates}
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
            <Button variant="quiet" onClick={onClose}>
              Cancel
            </Button>
          </>
        }
      />
    </Dialog>
  )
}

/** A movie as the form shows it. */
export function typedOf({ title, format, length, releaseYear, rating }: MovieValues): TypedMovie {
  return { title, format, length: String(length), releaseYear: String(releaseYear), rating: String(rating) }
}
