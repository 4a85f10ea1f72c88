import { Spine } from '@/components/movies/shelf/spine'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import type { MovieField, MovieValues } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'

const WHERE_NOTHING_FITS: MovieValues = { title: 'Title', format: 'DVD', length: 100, releaseYear: 2000, rating: 0 }

/** The spine of a movie as it is typed. */
export function SpinePreview({ typed }: { typed: Partial<TypedMovie> }) {
  const fitting = (Object.keys(WHERE_NOTHING_FITS) as MovieField[]).flatMap((field) => {
    const { success, data } = movieFormSchema.shape[field].safeParse(typed[field])
    return success ? [[field, data]] : []
  })
  return <Spine movie={{ ...WHERE_NOTHING_FITS, ...Object.fromEntries(fitting) }} orientation="upright" />
}
