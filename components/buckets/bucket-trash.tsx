'use client'

import { useActionState, useState } from 'react'
import { BUCKET_KEPT_DAYS, daysLeft, type TrashedBucket } from '@/domain/bucket-list'
import type { FormAction } from '@/domain/form-state'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Notice } from '../ui/notice'

type Props = { trash: TrashedBucket[]; now: number; restore: FormAction; destroy: FormAction }

/** Deleted buckets, the latest first. Restoring works without JavaScript; what cannot be undone asks once. */
export function BucketTrash({ trash, now, restore, destroy }: Props) {
  const [asking, setAsking] = useState<TrashedBucket | null>(null)
  const [restored, postRestore, restoring] = useActionState(restore, null)
  const [destroyed, postDestroy, destroying] = useActionState(destroy, null)
  const failure = restored ?? destroyed
  return (
    <section aria-labelledby="trash" className="flex flex-col gap-3">
      <div>
        <h2 id="trash">Deleted buckets</h2>
        <p className="text-muted">
          Each is gone for good, with its movies, {BUCKET_KEPT_DAYS} days after its deletion.
        </p>
      </div>
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <ul aria-labelledby="trash" className="divide-y rounded-lg border bg-surface">
        {trash.map((bucket) => (
          <li key={bucket.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-40 flex-1 font-semibold wrap-anywhere">{bucket.name}</span>
            <span className="text-sm text-muted">{daysLeft(bucket.deletedAt, now)}</span>
            <form action={postRestore}>
              <input type="hidden" name="bucketId" value={bucket.id} />
              <Button size="small" type="submit" disabled={restoring} aria-label={`Restore ${bucket.name}`}>
                Restore
              </Button>
            </form>
            <Button
              size="small"
              variant="quiet"
              aria-label={`Delete ${bucket.name} for good`}
              onClick={() => setAsking(bucket)}
            >
              Delete for good
            </Button>
          </li>
        ))}
      </ul>
      {asking && (
        <Dialog open size="small" title={`Delete “${asking.name}” for good?`} onClose={() => setAsking(null)}>
          <p className="mb-4">All movies in it go with it. This cannot be undone.</p>
          <form action={postDestroy} onSubmit={() => setAsking(null)} className="flex justify-end gap-2">
            <input type="hidden" name="bucketId" value={asking.id} />
            <Button onClick={() => setAsking(null)}>Keep it</Button>
            <Button type="submit" variant="danger" disabled={destroying}>
              Delete for good
            </Button>
          </form>
        </Dialog>
      )}
    </section>
  )
}
