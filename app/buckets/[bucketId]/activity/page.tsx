import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { page } from '@/app/page-wrappers'
import { ActivityList } from '@/components/movies/history/activity-list'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { listActivity } from '@/db/movies/history'
import { activityPath, bucketPath, withQuery } from '@/domain/paths'
import { counted } from '@/domain/text'
import { postUndo } from './actions'

export default page<PageProps<'/buckets/[bucketId]/activity'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { before, undone, left } = await searchParams
  const { bucket, activity } = await inBucket({ userId: user.id }, bucketId, 'readActivity', async (access) => ({
    bucket: access.bucket,
    activity: await listActivity(access, before === undefined ? undefined : String(before)),
  }))
  const path = activityPath(bucket.id)
  const news = describeUndo(Number(undone), Number(left))
  return (
    <>
      <title>{`Activity in ${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: bucketPath(bucket.id), label: 'Back to the movies' }}
          title={`Activity in ${bucket.name}`}
        >
          <p className="text-muted">What was done to its movies in the last 90 days, and by whom.</p>
        </PageHead>
        {news && (
          <Notice tone="success" role="status">
            {news}
          </Notice>
        )}
        {activity.entries.length === 0 ? (
          <EmptyState title={before === undefined ? 'No changes yet' : 'No earlier changes'}>
            Every movie that is added, changed, moved or deleted is listed here.
          </EmptyState>
        ) : (
          <ActivityList entries={activity.entries} now={Date.now()} undo={postUndo.bind(null, bucket.id)} />
        )}
        {(before !== undefined || activity.next) && (
          <nav aria-label="Pages" className="flex flex-wrap justify-center gap-2">
            {before !== undefined && (
              <ButtonLink href={path} prefetch={false}>
                Latest
              </ButtonLink>
            )}
            {activity.next && (
              <ButtonLink href={withQuery(path, { before: activity.next })} prefetch={false} rel="next">
                Earlier
              </ButtonLink>
            )}
          </nav>
        )}
      </main>
    </>
  )
})

function describeUndo(undone: number, left: number): string | null {
  if (!Number.isSafeInteger(undone) || undone < 0) return null
  const done = undone === 0 ? 'Nothing was undone.' : `Undone for ${counted(undone, 'movie')}.`
  return left > 0 ? `${done} ${counted(left, 'movie')} changed since then and stayed as they are.` : done
}
