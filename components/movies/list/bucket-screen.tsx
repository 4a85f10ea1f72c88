import type { ReactNode } from 'react'
import { FilterChips } from '@/components/movies/search/filter-chips'
import { JumpRail } from '@/components/movies/search/jump-rail'
import { Pager } from '@/components/movies/search/pager'
import { railMarkOf } from '@/components/movies/search/rail-mark'
import { SearchForm } from '@/components/movies/search/search-form'
import { SortSelect } from '@/components/movies/search/sort-select'
import { ViewSwitch } from '@/components/movies/search/view-switch'
import type { MovieValues } from '@/domain/movies/movie'
import { type ListPath, listPath } from '@/domain/paths'
import type { RailMark } from '@/domain/search/rail'
import { changeSearch, isFiltered, type Place, type Search, type View } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'
import { counted, formatNumber } from '@/domain/text'

type Props = {
  /** The path of the bucket, or of its public page; all links lead there. */
  path: ListPath
  name: string
  /** Who can see the bucket, in a sentence. */
  about: string
  /** Buttons beside the name. */
  actions?: ReactNode
  search: Search
  view: View
  dropped: Dropped[]
  /** How many movies the search finds, and those on this page. */
  total: number
  movies: readonly MovieValues[]
  previous: Place | null
  next: Place | null
  rail: RailMark[]
  /** The list, or what stands in its place in an empty bucket. */
  children: ReactNode
}

/** The screen of a bucket's list, for editors and for readers. */
export function BucketScreen({
  path,
  name,
  about,
  actions,
  search,
  view,
  dropped,
  total,
  movies,
  rail,
  children,
  ...page
}: Props) {
  const filtered = isFiltered(search)
  const [first] = movies
  const empty = total === 0 && !filtered
  const pageHref = (at: 'after' | 'before', cursor: Place | null) =>
    cursor ? listPath(path, { ...search, position: { at, cursor } }) : undefined
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col px-4 pb-32">
      <div className="flex items-center gap-2 pt-1 sm:min-h-9.5 sm:pt-0.5">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <h1 className="wrap-anywhere max-sm:text-xl">{name}</h1>
          <div className="flex min-w-0 gap-x-3 max-sm:w-full max-sm:text-sm">
            {!empty && (
              <p role="status" className="whitespace-nowrap text-muted">
                <Count total={total} filtered={filtered} />
              </p>
            )}
            <p title={about} className="min-w-0 truncate text-muted">
              {about}
            </p>
          </div>
        </div>
        {actions}
      </div>
      {!empty && (
        <>
          <div
            data-print="hide"
            className="sticky top-0 z-20 -mx-4 flex min-h-13 flex-wrap items-center gap-2 bg-paper px-4 py-1"
          >
            <SearchForm path={path} search={search} total={total} filtered={filtered} />
            <SortSelect path={path} search={search} />
            <ViewSwitch path={path} search={search} view={view} />
          </div>
          <FilterChips path={path} search={search} dropped={dropped} />
          {total > movies.length && (
            <JumpRail path={path} search={search} marks={rail} here={first && railMarkOf(search.sort.key, first)} />
          )}
        </>
      )}
      {children}
      <Pager
        first={listPath(path, changeSearch(search, {}))}
        previous={pageHref('before', page.previous)}
        next={pageHref('after', page.next)}
      />
    </main>
  )
}

function Count({ total, filtered }: { total: number; filtered: boolean }) {
  if (!filtered) return counted(total, 'movie')
  const [noun, verb] = total === 1 ? ['movie', 'matches'] : ['movies', 'match']
  // On a phone it fits on its line without the noun.
  return (
    <>
      {formatNumber(total)} <span className="max-sm:sr-only">{noun} </span>
      {verb}
    </>
  )
}
