import type { ReactNode } from 'react'
import { type ListPath, listPath } from '@/domain/paths'
import { type Narrowing, narrowSearch } from '@/domain/search/narrow'
import type { Search } from '@/domain/search/search'
import { type Landmark, runtimeWords, type Stats } from '@/domain/stats/stats'
import { counted, formatNumber } from '@/domain/text'

type Props = { stats: Stats; search: Search; path: ListPath }

/** The numbers that need no chart. */
export function Figures({ stats, search, path }: Props) {
  const { total, length, landmarks } = stats
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <Figure name="Movies" value={formatNumber(total)} />
      {length && (
        <>
          <Figure name="Typical length" value={`${rounded(length.median)} min`}>
            {`the median; the mean is ${rounded(length.mean)} min`}
          </Figure>
          <Figure name="Total runtime" value={runtimeWords(length.sum)} wide>
            {counted(length.sum, 'minute')}
          </Figure>
        </>
      )}
      {landmarks && (
        <div className="col-span-2 rounded-lg border bg-surface p-4 lg:col-span-1">
          <dt className="text-sm text-muted">From one end to the other</dt>
          <dd className="mt-1 flex flex-col gap-0.5 text-sm">
            <Extreme name="Oldest" movie={landmarks.oldest} by="year" search={search} path={path} />
            <Extreme name="Newest" movie={landmarks.newest} by="year" search={search} path={path} />
            <Extreme name="Shortest" movie={landmarks.shortest} by="length" search={search} path={path} />
            <Extreme name="Longest" movie={landmarks.longest} by="length" search={search} path={path} />
          </dd>
        </div>
      )}
    </dl>
  )
}

type FigureProps = { name: string; value: string; wide?: boolean; children?: ReactNode }

function Figure({ name, value, wide = false, children }: FigureProps) {
  return (
    <div className={`rounded-lg border bg-surface p-4 ${wide ? 'max-lg:col-span-2' : ''}`}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <span className="font-heading text-2xl font-bold text-balance sm:text-3xl">{value}</span>
        {children && <span className="mt-1 block text-sm text-muted">{children}</span>}
      </dd>
    </div>
  )
}

type ExtremeProps = { name: string; movie: Landmark; by: 'year' | 'length'; search: Search; path: ListPath }

/** A movie at one end of a scale, as a link to all movies with the same value. */
function Extreme({ name, movie, by, search, path }: ExtremeProps) {
  const at = by === 'year' ? movie.releaseYear : movie.length
  const narrowing: Narrowing = { [by]: { min: at, max: at } }
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className="shrink-0 text-muted">{name}</span>
      <a
        href={listPath(path, narrowSearch(search, narrowing))}
        className="min-w-0 truncate py-0.5 text-ink underline max-sm:min-w-11 max-sm:py-3"
        dir="auto"
      >
        {movie.title}
      </a>
      <span className="ml-auto shrink-0">{by === 'year' ? at : `${at} min`}</span>
    </span>
  )
}

function rounded(minutes: number): string {
  return formatNumber(Math.round(minutes))
}
