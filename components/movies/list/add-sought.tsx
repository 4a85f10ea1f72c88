import { AddLink } from '@/components/movies/form/add-link'
import { LIMITS } from '@/domain/movies/movie'
import { cut, shorten } from '@/domain/text'

/** Adds the movie that was looked for and is not there: opens the form with its title. */
export function AddSought({ title }: { title: string }) {
  return <AddLink title={cut(title, LIMITS.title.max)}>Add “{shorten(title, 30)}”</AddLink>
}
