'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type Props = { count: string; onClose: () => void; onDelete: () => void }

/** Asks once before many movies go, naming how many. */
export function BulkDeleteDialog({ count, onClose, onDelete }: Props) {
  return (
    <Dialog
      open
      size="small"
      title={`Delete ${count} movies?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button variant="danger" onClick={onDelete}>
            Delete {count} movies
          </Button>
        </>
      }
    >
      <p>They go into the trash, where they stay for 30 days. You can undo this.</p>
    </Dialog>
  )
}
