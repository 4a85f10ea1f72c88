'use client'

import { useCollection } from '@/components/movies/state/collection-context'
import { typedOf } from '@/components/movies/state/typed-movie'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Movie } from '@/domain/movies/movie'
import { rememberFormat } from './last-format'
import { MovieForm } from './movie-form'

type Props = { movie: Movie; onDelete: (movie: Movie) => void; onClose: () => void }

/** The form of a movie over the list. It closes at once, and the list shows the change. */
export function MovieDialog({ movie, onDelete, onClose }: Props) {
  const collection = useCollection()
  return (
    <Dialog open onClose={onClose} title="Edit movie">
      <MovieForm
        bucketId={collection.bucketId}
        movieId={movie.id}
        initial={typedOf(movie)}
        findDuplicates={collection.actions.findDuplicates}
        onSubmit={(_, values) => {
          rememberFormat(values.format)
          collection.edit(movie, values)
          onClose()
        }}
        buttons={
          <>
            <Button type="submit" variant="primary">
              Save
            </Button>
            <Button variant="quiet" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="danger" className="ml-auto" onClick={() => onDelete(movie)}>
              Delete
            </Button>
          </>
        }
      />
    </Dialog>
  )
}
