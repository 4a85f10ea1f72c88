import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { page } from '@/app/page-wrappers'
import { ImportList } from '@/components/import/import-list'
import { ImportStart } from '@/components/import/import-start'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { listImports } from '@/db/import/preview'
import { bucketPath, importPath, uploadPath } from '@/domain/paths'
import { recallFailure } from './failure-cookie'
import { postDiscard, postUndoImport } from './form-actions'

export default page<PageProps<'/buckets/[bucketId]/import'>>(async (user, { params }) => {
  const { bucketId } = await params
  const { bucket, imports } = await inBucket({ userId: user.id }, bucketId, 'readImports', async (access) => ({
    bucket: access.bucket,
    imports: await listImports(access),
  }))
  const failure = await recallFailure(bucketId)
  return (
    <>
      <title>{`Import into ${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-6 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: bucketPath(bucket.id), label: 'Back to the movies' }}
          title={`Import into ${bucket.name}`}
        >
          <p className="text-muted">
            A list from another program, or an export of moviebucket. You see what will be added before it is added.
          </p>
        </PageHead>
        {failure && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        <ImportStart uploadPath={uploadPath(bucket.id)} />
        <ImportList
          imports={imports.map((one) => ({
            ...one,
            href: importPath(bucket.id, one.id),
            discard: postDiscard.bind(null, bucket.id, one.id),
            undo: postUndoImport.bind(null, bucket.id, one.id),
          }))}
          now={Date.now()}
        />
      </main>
    </>
  )
})
