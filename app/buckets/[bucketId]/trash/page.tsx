import { page } from '@/app/_server/page'
import { TrashList } from '@/components/movies/trash-list'
import { EmptyState } from '@/components/ui/empty-state'
import { inBucket } from '@/db/buckets'
import { listTrash } from '@/db/trash'
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
        <h1>Trash of {bucket.name}</h1>
        {trash.total === 0 ? (
          <EmptyState title="The trash is empty">What you delete waits here for 30 days.</EmptyState>
        ) : (
          <TrashList
            movies={trash.movies}
            total={trash.total}
            restore={postRestore.bind(null, bucketId)}
            destroy={postEmptyTrash.bind(null, bucketId)}
          />
        )}
      </main>
    </>
  )
})
