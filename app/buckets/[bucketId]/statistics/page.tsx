import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { page } from '@/app/page-wrappers'
import { StatisticsView } from '@/components/stats/statistics-view'
import { inBucket } from '@/db/buckets/access'
import { getStats } from '@/db/stats'
import { bucketPath } from '@/domain/paths'
import { parseSearch } from '@/domain/search/search'
import { can } from '@/domain/sharing/roles'

export default page<PageProps<'/buckets/[bucketId]/statistics'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { search, dropped } = parseSearch(await searchParams)
  const { bucket, stats } = await inBucket({ userId: user.id }, bucketId, 'readMovies', async (access) => ({
    bucket: access.bucket,
    stats: await getStats(access, search),
  }))
  return (
    <>
      <title>{`Statistics of ${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucketId} editable={can(bucket.role, 'editMovies')} />
      <StatisticsView path={bucketPath(bucket.id)} name={bucket.name} search={search} dropped={dropped} stats={stats} />
    </>
  )
})
