import Link from 'next/link'
import type { FormAction } from '@/domain/forms'
import { describeAgo } from '@/domain/movies/last-edit'
import { bucketPath } from '@/domain/paths'
import { nameOf } from '@/domain/sharing/group'
import type { SharedBucket } from '@/domain/sharing/shared-bucket'
import { counted, joinNames } from '@/domain/text'
import { CopyBucket } from './copy-bucket'
import { LeaveBucket } from './leave-bucket'

type Props = {
  buckets: SharedBucket[]
  /** The reader's own buckets, to copy into. */
  own: { id: string; name: string }[]
  /** In ms: what “3 days ago” counts from. */
  now: number
  leave: FormAction
  copy: FormAction
}

/** Buckets of other owners: whose, in which role and why, how many movies, how new; to leave and to copy. */
export function SharedList({ buckets, own, now, leave, copy }: Props) {
  return (
    <ul aria-label="Shared with me" className="divide-y rounded-lg border bg-surface">
      {buckets.map((bucket) => (
        <li key={bucket.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <Link
              href={bucketPath(bucket.id)}
              prefetch={false}
              className="font-semibold wrap-anywhere text-ink hover:underline"
            >
              {bucket.name}
            </Link>
            <p className="text-sm wrap-anywhere text-muted">
              {nameOf(bucket.ownerName)} · you are {bucket.role}, {describeAccess(bucket)}
            </p>
            <p className="text-sm text-muted">
              {counted(bucket.movies, 'movie')}
              {bucket.changedAt && (
                <>
                  {' · changed '}
                  <time dateTime={bucket.changedAt}>{describeAgo(bucket.changedAt, now)}</time>
                </>
              )}
            </p>
          </div>
          {bucket.movies > 0 && <CopyBucket bucket={bucket} own={own} copy={copy} />}
          <LeaveBucket bucket={bucket} leave={leave} />
        </li>
      ))}
    </ul>
  )
}

function describeAccess({ direct, groups }: SharedBucket): string {
  const reasons = [
    ...(direct ? ['given to you'] : []),
    ...(groups.length > 0 ? [`through ${joinNames(groups.map(({ name }) => name))}`] : []),
  ]
  return reasons.join(' and ')
}
