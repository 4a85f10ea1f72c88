import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { postEmptyTrash, postRestore } from '@/app/buckets/[bucketId]/form-actions'
import { page } from '@/app/page-wrappers'
import { TrashList } from '@/components/movies/history/trash-list'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { listTrash } from '@/db/movies/list-trash'
import { findMovie } from '@/db/movies/read'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { bucketPath, trashPath, withQuery } from '@/domain/paths'
import { can } from '@/domain/sharing/roles'

export default page<PageProps<'/buckets/[bucketId]/trash'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { from, restored } = await searchParams
  const { bucket, trash, back } = await inBucket({ userId: user.id }, bucketId, 'readTrash', async (access) => ({
    bucket: access.bucket,
    trash: await listTrash(access, String(from)),
    back: typeof restored === 'string' ? await findMovie(access, restored) : null,
  }))
  const path = trashPath(bucket.id)
  return (
    <>
      <title>Trash · moviebucket</title>
      <BucketHeader user={user} bucketId={bucketId} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: bucketPath(bucketId), label: 'Back to the movies' }}
          title={`Trash of ${bucket.name}`}
        />
        {back && (
          <Notice tone="success" role="status">
            “{back.title}” is back among the movies.
          </Notice>
        )}
        {trash.newest === null ? (
          <EmptyState title="The trash is empty">What you delete waits here for {TRASH_DAYS} days.</EmptyState>
        ) : (
          <TrashList
            movies={trash.movies}
            total={trash.total}
            newest={trash.newest}
            now={Date.now()}
            restore={postRestore.bind(null, bucketId, typeof from === 'string' ? from : undefined)}
            destroy={can(bucket.role, 'emptyTrash') ? postEmptyTrash.bind(null, bucketId) : undefined}
          />
        )}
        {(from || trash.next) && (
          <nav aria-label="Pages" className="flex flex-wrap justify-center gap-2">
            {from && (
              <ButtonLink href={path} prefetch={false}>
                Latest
              </ButtonLink>
            )}
            {trash.next && (
              <ButtonLink href={withQuery(path, { from: trash.next })} prefetch={false} rel="next">
                Earlier
              </ButtonLink>
            )}
          </nav>
        )}
      </main>
    </>
  )
})
