import { ChartColumn } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { listHref, statisticsHref } from '@/components/movies/hrefs'
import { FilterChips } from '@/components/movies/search/filter-chips'
import { SearchForm } from '@/components/movies/search/search-form'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import type { MovieValues } from '@/domain/movies/movie'
import type { Cursor } from '@/domain/search/cursor'
import type { RailMark } from '@/domain/search/rail'
import { changeSearch, isFiltered, type Search } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'
import { ExportMenu } from './export-menu'
import { JumpRail } from './jump-rail'
import { Pager } from './pager'
import { railMarkOf } from './rail-mark'
import { SortSelect } from './sort-select'
import { ViewSwitch } from './view-switch'

type Props = {
  /** Where all of its links lead: a bucket's own path or its public page's. */
  path: Route
  name: string
  /** Who can see the bucket, in a sentence, and what else stands beside its name. */
  about: ReactNode
  search: Search
  dropped: Dropped[]
  /** How many movies the search finds, and those of them that are on this page. */
  total: number
  movies: readonly MovieValues[]
  previous: Cursor | null
  next: Cursor | null
  rail: RailMark[]
  /** The movies themselves, or what stands in their place in an empty bucket. */
  children: ReactNode
}

/** The screen of a bucket's list, for those who change it and for those who look at it. */
export function BucketView({ path, name, about, search, dropped, total, movies, rail, children, ...page }: Props) {
  const filtered = isFiltered(search)
  const [first] = movies
  const empty = total === 0 && !filtered
  const pageHref = (at: 'after' | 'before', cursor: Cursor | null) =>
    cursor ? listHref(path, { ...search, position: { at, cursor } }) : undefined
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
                <ButtonLink href={statisticsHref(path, search)} prefetch={false} variant="quiet" size="small">
                  <ChartColumn aria-hidden />
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
        <EmptyState title="Nothing matches">Take a filter away above, or look for fewer words.</EmptyState>
      )}
      {children}
      <Pager
        first={listHref(path, changeSearch(search, {}))}
        previous={pageHref('before', page.previous)}
        next={pageHref('after', page.next)}
      />
    </main>
  )
}

function Count({ total, filtered }: { total: number; filtered: boolean }) {
  const [noun, verb] = total === 1 ? ['movie', 'matches'] : ['movies', 'match']
  const number = total.toLocaleString('en')
  if (!filtered) return `${number} ${noun}`
  // On a phone one word less keeps it on its line.
  return (
    <>
      {number} <span className="max-sm:sr-only">{noun} </span>
      {verb}
    </>
  )
}
