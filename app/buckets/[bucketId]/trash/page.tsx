import { page } from '@/app/_server/page'
import { bucketPath } from '@/components/movies/hrefs'
import { TrashList } from '@/components/movies/trash-list'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets'
import { listTrash } from '@/db/trash'
import { TRASH_DAYS } from '@/domain/trash'
import { BucketHeader } from '../bucket-header'
import { postEmptyTrash, postRestore } from '../form-actions'

export default page<PageProps<'/buckets/[bucketId]/trash'>>(async (user, { params }) => {
  const { bucketId } = await params
  const { bucket, trash } = await inBucket({ userId: user.id }, bucketId, 'readTrash', async (access) => ({
    bucket: access.bucket,
    trash: await listTrash(access),
  }))
  return (
    <>
      <title>Trash · moviebucket</title>
      <BucketHeader user={user} bucketId={bucketId} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: bucketPath(bucketId), label: 'Back to the movies' }}
          title={`Trash of ${bucket.name}`}
        />
        {trash.total === 0 ? (
          <EmptyState title="The trash is empty">What you delete waits here for {TRASH_DAYS} days.</EmptyState>
        ) : (
          <TrashList
            movies={trash.movies}
            total={trash.total}
            now={Date.now()}
            restore={postRestore.bind(null, bucketId)}
            destroy={postEmptyTrash.bind(null, bucketId)}
          />
        )}
      </main>
    </>
  )
})
