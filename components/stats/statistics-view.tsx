import { FilterChips } from '@/components/movies/search/filter-chips'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { type ListPath, listPath, statisticsPath } from '@/domain/paths'
import { changeSearch, isFiltered, type Search } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'
import { statCharts } from '@/domain/stats/charts'
import { describeStats } from '@/domain/stats/sentence'
import type { Stats } from '@/domain/stats/stats'
import { ChartFigure } from './chart-figure'
import { Figures } from './figures'

type Props = {
  /** The list that its bars lead to: a bucket's, or its public page's. */
  path: ListPath
  name: string
  search: Search
  dropped: Dropped[]
  stats: Stats
}

/** The statistics of the movies of a list. */
export function StatisticsView({ path, name, search, dropped, stats }: Props) {
  const list = listPath(path, changeSearch(search, {}))
  const { decades, formats, ratings, lengths, shares, added } = statCharts(stats, search)
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-6 pb-32">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="wrap-anywhere">Statistics</h1>
          <p className="wrap-anywhere text-muted">
            {isFiltered(search) ? 'Of the movies that match in ' : 'Of all movies in '}
            {name}
          </p>
        </div>
        <ButtonLink href={list} prefetch={false} size="small">
          <Icon name="lucide--arrow-left" />
          {isFiltered(search) ? 'These movies' : 'All movies'}
        </ButtonLink>
      </div>
      <FilterChips path={statisticsPath(path)} search={search} dropped={dropped} />
      {stats.total === 0 ? (
        <EmptyState title={isFiltered(search) ? 'Nothing matches' : 'Nothing to count yet'}>
          {isFiltered(search) ? 'Take a filter away above.' : 'Movies are counted here as soon as there are some.'}
        </EmptyState>
      ) : (
        <>
          <p className="font-heading text-xl text-balance">{describeStats(stats)}</p>
          <Figures stats={stats} search={search} path={path} />
          <div className="grid gap-4 lg:grid-cols-[3fr_3fr_4fr]">
            <ChartFigure chart={decades} path={path} wide />
            <ChartFigure chart={formats} path={path} categories />
            <ChartFigure chart={ratings} path={path} categories />
            <ChartFigure chart={lengths} path={path} desk={360} />
            <ChartFigure chart={shares} path={path} wide />
            <ChartFigure chart={added} path={path} wide />
          </div>
        </>
      )}
    </main>
  )
}
