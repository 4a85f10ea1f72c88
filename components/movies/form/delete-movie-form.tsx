import { useRouter } from 'next/navigation'
import { useCollection } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import type { Movie } from '@/domain/movies/movie'

/** Deletes a movie from its own page, and leads back to the list. Without JavaScript it is posted to `action`. */
export function DeleteMovieForm({ movie, action }: { movie: Movie; action: (form: FormData) => void }) {
  const collection = useCollection()
  const router = useRouter()
  return (
    <form
      action={action}
      className="border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void collection.remove({ ids: [movie.id] }, [movie.id], () => `Deleted “${movie.title}”`)
        router.push(collection.listHref)
      }}
    >
      <Button type="submit" variant="danger">
        Delete this movie
      </Button>
    </form>
  )
}
