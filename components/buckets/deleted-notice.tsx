'use client'

import { useActionState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { TrashedBucket } from '@/domain/buckets/summary'
import type { FormAction } from '@/domain/forms'

/** Says which bucket was just deleted, and offers to undo it. */
export function DeletedNotice({ bucket, restore }: { bucket: TrashedBucket; restore: FormAction }) {
  const [failure, submit] = useActionState(restore, null)
  return (
    <Notice
      role="status"
      title={`“${bucket.name}” is in the trash, under Deleted buckets below`}
      actions={
        <form action={submit}>
          <input type="hidden" name="bucketId" value={bucket.id} />
          <SubmitButton size="small">
            <Icon name="lucide--undo-2" />
            Undo
          </SubmitButton>
        </form>
      }
    >
      {failure ? failure.message : 'Its movies are there too, and nobody it was shared with sees it any more.'}
    </Notice>
  )
}
