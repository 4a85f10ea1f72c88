'use client'

import { lazy, type ReactNode, useState } from 'react'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Lazily } from '@/components/ui/lazily'
import type { Movie } from '@/domain/movies/movie'
import { CONFIRM_ABOVE, SELECTION_LIMIT, type Selection } from '@/domain/movies/selection'
import { formatNumber } from '@/domain/text'
import type { SelectionState } from './use-selection'

const BulkEditDialog = lazy(() => import('./bulk-edit-dialog').then((module) => ({ default: module.BulkEditDialog })))
const BulkMoveDialog = lazy(() => import('./bulk-move-dialog').then((module) => ({ default: module.BulkMoveDialog })))
const BulkDeleteDialog = lazy(() =>
  import('./bulk-delete-dialog').then((module) => ({ default: module.BulkDeleteDialog })),
)

// On a phone a button is its icon, so that all of them have one line.
const ON_PHONE = 'max-sm:w-11 max-sm:border-transparent max-sm:px-0'

type Props = {
  selection: SelectionState
  total: number
  filter: string
  rows: readonly Movie[]
  onDelete: (selection: Selection, count: number) => void
}

/** What the user can do with the selected movies, while any are selected. */
export function BulkBar({ selection, total, filter, rows, onDelete }: Props) {
  const collection = useCollection()
  const { barShown, undone, failure, waiting, conflicts } = useCollectionState()
  const [open, setOpen] = useState<'edit' | 'move' | 'delete' | null>(null)
  const selected = selection.toSelection()
  const count = selection.count(total)
  if (!selected || count === 0) return null
  const tooMany = ('ids' in selected ? selected.ids : selected.except).length > SELECTION_LIMIT
  const remove = () => {
    setOpen(null)
    onDelete(selected, count)
  }
  const failed = () => {
    setOpen(null)
    collection.reportLoadFailure()
  }
  // Clear of the bar with *Undo*, which keeps its place.
  const raised =
    barShown || undone || failure || waiting || conflicts.length > 0
      ? 'bottom-17 max-sm:bottom-34'
      : 'bottom-3 max-sm:bottom-20'

  return (
    <section
      aria-label="Selection"
      className={`sticky z-10 mt-3 flex flex-wrap items-center gap-2 rounded-lg border border-control bg-surface px-4 py-2 shadow-overlay max-sm:gap-0 max-sm:px-2 max-sm:py-1 ${raised}`}
    >
      <p role="status" className="font-semibold whitespace-nowrap max-sm:text-sm">
        {formatNumber(count)} selected
      </p>
      {!selection.all && total > rows.length && (
        <Button size="small" variant="quiet" className={ON_PHONE} onClick={selection.selectMatching}>
          <Icon name="lucide--list-checks" className="size-5 sm:hidden" />
          <Label>
            Select all {formatNumber(total)} {filter ? 'matching' : 'movies'}
          </Label>
        </Button>
      )}
      <Button size="small" variant="quiet" className={`mr-auto ${ON_PHONE}`} onClick={selection.clear}>
        <Icon name="lucide--x" />
        <Label>Clear</Label>
      </Button>
      <Button size="small" className={ON_PHONE} disabled={tooMany} onClick={() => setOpen('edit')}>
        <Icon name="lucide--pencil" />
        <Label>Edit</Label>
      </Button>
      <Button size="small" className={ON_PHONE} disabled={tooMany} onClick={() => setOpen('move')}>
        <Icon name="lucide--folder-input" />
        <Label>Move or copy…</Label>
      </Button>
      <Button
        size="small"
        variant="danger"
        className={ON_PHONE}
        disabled={tooMany}
        onClick={() => (count > CONFIRM_ABOVE ? setOpen('delete') : remove())}
      >
        <Icon name="lucide--trash-2" />
        <Label>Delete</Label>
      </Button>
      {tooMany && (
        <p className="w-full text-sm text-muted">
          At most {SELECTION_LIMIT} movies can be {selection.all ? 'left out' : 'picked'} one by one. Filter for them
          and select all matching instead.
        </p>
      )}
      <Lazily key={open} onFailed={failed}>
        {open === 'edit' && (
          <BulkEditDialog selection={selected} count={count} onClose={() => setOpen(null)} onDone={selection.clear} />
        )}
        {open === 'move' && (
          <BulkMoveDialog
            selection={selected}
            count={count}
            rows={rows}
            onClose={() => setOpen(null)}
            onDone={selection.clear}
          />
        )}
        {open === 'delete' && <BulkDeleteDialog count={count} onClose={() => setOpen(null)} onDelete={remove} />}
      </Lazily>
    </section>
  )
}

function Label({ children }: { children: ReactNode }) {
  return <span className="max-sm:sr-only">{children}</span>
}
