'use client'

import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import type { FailedAdd } from '@/components/movies/state/collection-state'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** The movies that could not be added, each with what was typed. */
export function FailedAddNotice({ onOpen }: { onOpen: (failed: FailedAdd) => void }) {
  const collection = useCollection()
  const { failedAdds } = useCollectionState()
  return failedAdds.map((failed, index) => (
    <Notice
      // biome-ignore lint/suspicious/noArrayIndexKey: the same movie may have failed twice
      key={index}
      tone="danger"
      className="mb-3"
      title={`“${failed.typed.title}” was not added`}
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            onClick={() => {
              collection.discardFailedAdd(failed)
              onOpen(failed)
            }}
          >
            Open it again
          </Button>
          <Button size="small" variant="quiet" onClick={() => collection.discardFailedAdd(failed)}>
            Discard it
          </Button>
        </>
      }
    >
      <p>{failed.message} What you typed is kept.</p>
    </Notice>
  ))
}
