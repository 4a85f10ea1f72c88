import type { ReactNode } from 'react'
import { QrCode } from '@/components/buckets/qr-code'
import { MovieRow } from '@/components/movies/list/movie-row'
import { type ColumnHead, MovieTable } from '@/components/movies/list/movie-table'
import { Icon } from '@/components/ui/icon'
import type { MovieValues } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { decadeColour } from '@/domain/stats/charts'

const FOUND = SAMPLE_MOVIES.filter(
  ({ releaseYear, rating }) => releaseYear >= 1975 && releaseYear < 1990 && rating > 3,
).slice(0, 4)

const HEADS = [
  { label: 'Title' },
  { label: 'Format' },
  { label: 'Length', key: 'length' },
  { label: 'Year', key: 'year' },
  { label: 'Rating', key: 'rating' },
] as const satisfies ColumnHead[]

/** What moviebucket does, in three pictures of its own screens. They are to look at: nothing in them can be pressed. */
export function Tour({ address }: { address: string }) {
  return (
    <section aria-label="What it does" className="grid gap-4 lg:grid-cols-2">
      <Picture
        wide
        title="Find it again in seconds"
        text="Words, formats, years and stars, in one box or behind one button."
      >
        <p className="mb-2 flex items-center gap-2 rounded border border-control bg-surface px-3 py-2">
          <Icon name="lucide--search" className="size-4 text-muted" />
          year:1975..1989 rating:&gt;=4
        </p>
        <MovieTable heads={HEADS}>
          {FOUND.map((movie) => (
            <MovieRow key={movie.title} movie={{ ...movie, id: movie.title }} />
          ))}
        </MovieTable>
      </Picture>
      <Picture title="See what you have" text="By decade, format, length and rating; each bar opens its films.">
        <Decades movies={SAMPLE_MOVIES} />
      </Picture>
      <Picture title="Share what you choose" text="With nobody, with people, or by a link that you can rotate.">
        <div className="flex items-end justify-between gap-4">
          <p className="max-w-56">Visible to Ben, Film Club (12 people) and anyone with the link.</p>
          <QrCode text={address} label="A link as a code for cameras" />
        </div>
      </Picture>
    </section>
  )
}

type PictureProps = { title: string; text: string; wide?: boolean; children: ReactNode }

function Picture({ title, text, wide = false, children }: PictureProps) {
  return (
    <figure className={`flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-5 ${wide ? 'lg:col-span-2' : ''}`}>
      <figcaption>
        <h2 className="text-lg">{title}</h2>
        <p className="text-muted">{text}</p>
      </figcaption>
      <div inert className="mt-auto">
        {children}
      </div>
    </figure>
  )
}

function Decades({ movies }: { movies: readonly MovieValues[] }) {
  const counts = new Map<number, number>()
  for (const { releaseYear } of movies) {
    const decade = releaseYear - (releaseYear % 10)
    counts.set(decade, (counts.get(decade) ?? 0) + 1)
  }
  const bars = [...counts].sort(([a], [b]) => a - b)
  const most = Math.max(...counts.values())
  return (
    <div className="flex h-44 items-end gap-1">
      {bars.map(([decade, count]) => (
        <div key={decade} className="flex min-w-0 flex-1 flex-col items-center gap-1 text-xs text-muted">
          {count}
          <div
            className="w-full rounded-t-sm"
            style={{ height: `${(count / most) * 8}rem`, background: decadeColour(decade) }}
          />
          <span>
            {String(decade).slice(2)}
            <span className="max-sm:hidden">s</span>
          </span>
        </div>
      ))}
    </div>
  )
}
