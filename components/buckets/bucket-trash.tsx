'use client'

import { type TrashActions, useTrash } from '@/components/ui/trash'
import type { TrashedBucket } from '@/domain/buckets/summary'
import { daysLeft, TRASH_DAYS } from '@/domain/movies/trash'

type Props = TrashActions & { trash: TrashedBucket[]; now: number }

/** Deleted buckets, the latest first. */
export function BucketTrash({ trash, now, ...actions }: Props) {
  const { buttons, problem, dialog } = useTrash(
    actions,
    'bucketId',
    'All movies in it go with it. This cannot be undone.',
  )
  return (
    <section aria-labelledby="trash" className="flex flex-col gap-3">
      <div>
        <h2 id="trash">Deleted buckets</h2>
        <p className="text-muted">Each is gone for good, with its movies, {TRASH_DAYS} days after its deletion.</p>
      </div>
      {problem}
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
