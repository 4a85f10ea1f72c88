import type { Route } from 'next'
import Link from 'next/link'
import { page } from '@/app/_server/page'
import { ImportList } from '@/components/import/import-list'
import { ImportStart } from '@/components/import/import-start'
import { bucketPath } from '@/components/movies/hrefs'
import { Notice } from '@/components/ui/notice'
import { inBucket } from '@/db/buckets'
import { listImports } from '@/db/imports'
import { BucketHeader } from '../bucket-header'
import { postDiscard, postUndoImport } from './form-actions'
import { recallProblem } from './upload-problem'

export default page<PageProps<'/buckets/[bucketId]/import'>>(async (user, { params }) => {
  const { bucketId } = await params
  const { bucket, imports } = await inBucket({ userId: user.id }, bucketId, 'readImports', async (access) => ({
    bucket: access.bucket,
    imports: await listImports(access),
  }))
  const problem = await recallProblem()
  const path = bucketPath(bucket.id)
  return (
    <>
      <title>{`Import into ${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-6 px-4 pt-6 pb-32">
        <div>
          <Link href={path} prefetch={false} className="inline-flex min-h-11 items-center text-sm sm:min-h-6">
            Back to the movies
          </Link>
          <h1 className="wrap-anywhere">Import into {bucket.name}</h1>
          <p className="text-muted">
            A list out of another program, or an export of moviebucket. You see what will be added before anything is.
          </p>
        </div>
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <ImportStart uploadPath={`${path}/import/upload`} />
        <ImportList
          imports={imports.map((one) => ({
            ...one,
            href: `${path}/import/${one.id}` as Route,
            discard: postDiscard.bind(null, bucket.id, one.id),
            undo: postUndoImport.bind(null, bucket.id, one.id),
          }))}
          now={Date.now()}
        />
      </main>
    </>
  )
})
