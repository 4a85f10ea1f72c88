import { readPublicStats } from '@/app/p/[key]/open-page'
import { publicPage } from '@/app/page-wrappers'
import { PublicHeader } from '@/components/buckets/public-header'
import { StatisticsView } from '@/components/stats/statistics-view'
import { publicPath } from '@/domain/paths'
import { parseSearch } from '@/domain/search/search'

export default publicPage<PageProps<'/p/[key]/statistics'>>(async (user, { params, searchParams }) => {
  const { key } = await params
  const { search, dropped } = parseSearch(await searchParams)
  const { name, searchable, stats } = await readPublicStats(key, search)
  return (
    <>
      <title>{`Statistics of ${name} · moviebucket`}</title>
      {!searchable && <meta name="robots" content="noindex, nofollow" />}
      <PublicHeader signedIn={user !== null} />
      <StatisticsView path={publicPath(key)} name={name} search={search} dropped={dropped} stats={stats} />
    </>
  )
})
