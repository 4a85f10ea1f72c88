'use client'

import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { useCollection, useCollectionState } from './collection'
import type { FailedAdd } from './collection-store'

/** A movie that could not be added, with all that was typed. */
export function FailedAddNotice({ onOpen }: { onOpen: (failed: FailedAdd) => void }) {
  const collection = useCollection()
  const { failedAdd } = useCollectionState()
  if (!failedAdd) return null
  const open = () => {
    collection.dismissFailedAdd()
    onOpen(failedAdd)
  }
  return (
    <Notice
      tone="danger"
      className="mb-3"
      title={`“${failedAdd.typed.title}” was not added`}
      actions={
        <>
          <Button size="small" variant="primary" onClick={open}>
            Open it again
          </Button>
          <Button size="small" variant="quiet" onClick={collection.dismissFailedAdd}>
            Discard it
          </Button>
        </>
      }
    >
      <p>{failedAdd.message} What you typed is kept.</p>
    </Notice>
  )
}
