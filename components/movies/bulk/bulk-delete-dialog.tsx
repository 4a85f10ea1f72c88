'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { counted } from '@/domain/text'

type Props = { count: number; onClose: () => void; onDelete: () => void }

/** Asks once before many movies are deleted, and says how many. */
export function BulkDeleteDialog({ count, onClose, onDelete }: Props) {
  return (
    <Dialog
      open
      size="small"
      title={`Delete ${counted(count, 'movie')}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button variant="danger" onClick={onDelete}>
            Delete {counted(count, 'movie')}
          </Button>
        </>
      }
    >
      <p>They go into the trash, where they stay for {TRASH_DAYS} days. You can undo this.</p>
    </Dialog>
  )
}
