import type { Metadata } from 'next'
import Link from 'next/link'
import { HomeHeader } from '@/app/home-header'
import { page } from '@/app/page-wrappers'
import { BucketList } from '@/components/buckets/bucket-list'
import { BucketTrash } from '@/components/buckets/bucket-trash'
import { DeletedNotice } from '@/components/buckets/deleted-notice'
import { NewBucketForm } from '@/components/buckets/new-bucket-form'
import { Pager } from '@/components/movies/search/pager'
import { Notice } from '@/components/ui/notice'
import { listBucketSummaries } from '@/db/buckets/list'
import { PATHS, withQuery } from '@/domain/paths'
import {
  deleteBucketAction,
  destroyBucketAction,
  makeBucketAction,
  renameBucketAction,
  restoreBucketAction,
} from './actions'

export const metadata: Metadata = { title: 'Buckets' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default page<Props>(async (user, { searchParams }) => {
  const done = await searchParams
  const after = typeof done.after === 'string' ? done.after : undefined
  const { buckets, trash, previous, next } = await listBucketSummaries({ userId: user.id }, after)
  const deleted = trash.find(({ id }) => id === done.deleted)
  const restored = buckets.find(({ id }) => id === done.restored)
  return (
    <>
      <HomeHeader user={user} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Buckets</h1>
        {deleted && <DeletedNotice bucket={deleted} restore={restoreBucketAction} />}
        {done.restored !== undefined && (
          <Notice tone="success" role="status">
            {restored ? `“${restored.name}”` : 'The bucket'} is back, with its movies and everyone who could see it.
          </Notice>
        )}
        {done.destroyed !== undefined && (
          <Notice tone="success" role="status">
            The bucket is deleted for good.
          </Notice>
        )}
        {buckets.length === 0 && previous === null ? (
          <p className="text-muted">You have no bucket. Make one below for your movies.</p>
        ) : (
          <BucketList buckets={buckets} rename={renameBucketAction} remove={deleteBucketAction} />
        )}
        <Pager
          first={PATHS.buckets}
          previous={previous === null ? undefined : withQuery(PATHS.buckets, { after: previous || undefined })}
          next={next ? withQuery(PATHS.buckets, { after: next }) : undefined}
        />
        <NewBucketForm action={makeBucketAction} first={buckets.length === 0 && previous === null} />
        <p className="text-muted">
          Other people’s buckets are under <Link href={PATHS.shared}>Shared with me</Link>.
        </p>
        {trash.length > 0 && (
          <BucketTrash trash={trash} now={Date.now()} restore={restoreBucketAction} destroy={destroyBucketAction} />
        )}
      </main>
    </>
  )
})
