import { Spine } from '@/components/movies/shelf/spine'
import { FIELDS, MOVIE_FIELDS, type MovieValues } from '@/domain/movies/movie'
import { formatLength } from '@/domain/movies/typed-values'

/** A movie for a reader who may not edit it: its spine, and the same in words. */
export function MovieFacts({ movie }: { movie: MovieValues }) {
  const words = { ...movie, length: formatLength(movie.length), rating: `${movie.rating} of 5` }
  return (
    <div className="flex gap-6">
      <div aria-hidden>
        <Spine movie={movie} orientation="upright" />
      </div>
      <dl className="grid flex-1 grid-cols-[auto_1fr] content-start gap-x-6 gap-y-2">
        {MOVIE_FIELDS.map((field) => (
          <div key={field} className="contents">
            <dt className="text-muted">{FIELDS[field].label}</dt>
            <dd className="font-semibold wrap-anywhere">{words[field]}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
