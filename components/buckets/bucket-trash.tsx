'use client'

import { type TrashActions, useTrash } from '@/components/ui/trash'
import type { TrashedBucket } from '@/domain/buckets/summary'
import { daysLeft, TRASH_DAYS } from '@/domain/movies/trash'

type Props = TrashActions & { trash: TrashedBucket[]; now: number }

/** Deleted buckets, newest deletion first. */
export function BucketTrash({ trash, now, ...actions }: Props) {
  const { buttons, failureNotice, dialog } = useTrash(
    actions,
    'bucketId',
    'All its movies are deleted too. This cannot be undone.',
  )
  return (
    <section aria-labelledby="trash" className="flex flex-col gap-3">
      <div>
        <h2 id="trash">Deleted buckets</h2>
        <p className="text-muted">Each is deleted for good, with its movies, after {TRASH_DAYS} days here.</p>
      </div>
      {failureNotice}
      <ul aria-labelledby="trash" className="divide-y rounded-lg border bg-surface">
        {trash.map((bucket) => (
          <li key={bucket.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-40 flex-1 font-semibold wrap-anywhere">{bucket.name}</span>
            <span className="text-sm text-muted">{daysLeft(bucket.deletedAt, now)}</span>
            {buttons(bucket.id, bucket.name)}
          </li>
        ))}
      </ul>
      {dialog}
    </section>
  )
}
