import type { ReactNode } from 'react'
import { FilterChips } from '@/components/movies/search/filter-chips'
import { JumpRail } from '@/components/movies/search/jump-rail'
import { Pager } from '@/components/movies/search/pager'
import { railMarkOf } from '@/components/movies/search/rail-mark'
import { SearchForm } from '@/components/movies/search/search-form'
import { SortSelect } from '@/components/movies/search/sort-select'
import { ViewSwitch } from '@/components/movies/search/view-switch'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import type { MovieValues } from '@/domain/movies/movie'
import { type ListPath, listPath, statisticsPath } from '@/domain/paths'
import type { RailMark } from '@/domain/search/rail'
import { changeSearch, isFiltered, type Place, type Search } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'
import { counted, formatNumber } from '@/domain/text'
import { ExportMenu } from './export-menu'

type Props = {
  /** The path of the bucket, or of its public page; all links lead there. */
  path: ListPath
  name: string
  /** What stands beside the name: who can see the bucket, in a sentence. */
  about: ReactNode
  search: Search
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
export function BucketScreen({ path, name, about, search, dropped, total, movies, rail, children, ...page }: Props) {
  const filtered = isFiltered(search)
  const [first] = movies
  const empty = total === 0 && !filtered
  const pageHref = (at: 'after' | 'before', cursor: Place | null) =>
    cursor ? listPath(path, { ...search, position: { at, cursor } }) : undefined
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-6 pb-32">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="wrap-anywhere">{name}</h1>
        {about}
      </div>
      {!empty && (
        <>
          <SearchForm path={path} search={search} total={total} filtered={filtered} />
          <FilterChips path={path} search={search} dropped={dropped} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="flex flex-wrap items-center gap-x-1 max-sm:w-full">
              <p role="status" className="mr-2 text-muted max-sm:flex-1 max-sm:whitespace-nowrap">
                <Count total={total} filtered={filtered} />
              </p>
              <div className="flex max-sm:-mr-2 max-sm:[&_a]:px-2 max-sm:[&_summary]:px-2">
                <ButtonLink href={statisticsPath(path, search)} prefetch={false} variant="quiet" size="small">
                  <Icon name="lucide--chart-column" />
                  Statistics
                </ButtonLink>
                <ExportMenu path={path} search={search} total={total} />
              </div>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <SortSelect path={path} search={search} />
              <ViewSwitch path={path} search={search} />
            </div>
          </div>
          {total > movies.length && (
            <JumpRail path={path} search={search} marks={rail} here={first && railMarkOf(search.sort.key, first)} />
          )}
        </>
      )}
      {total === 0 && filtered && (
        <EmptyState title="Nothing matches">Remove a filter above, or search for fewer words.</EmptyState>
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
