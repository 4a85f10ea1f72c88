'use client'

import { Undo2 } from 'lucide-react'
import { useActionState } from 'react'
import type { TrashedBucket } from '@/domain/bucket-list'
import type { FormAction } from '@/domain/form-state'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

/** What was just deleted, with the way back. */
export function DeletedNotice({ bucket, restore }: { bucket: TrashedBucket; restore: FormAction }) {
  const [failure, submit, pending] = useActionState(restore, null)
  return (
    <Notice
      role="status"
      title={`“${bucket.name}” is in the trash`}
      actions={
        <form action={submit}>
          <input type="hidden" name="bucketId" value={bucket.id} />
          <Button size="small" type="submit" disabled={pending}>
            <Undo2 aria-hidden />
            Undo
          </Button>
        </form>
      }
    >
      {failure ? failure.message : 'Its movies went with it, and nobody it was shared with sees it any more.'}
    </Notice>
  )
}
