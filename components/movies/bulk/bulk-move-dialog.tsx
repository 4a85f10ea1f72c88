'use client'

import { type FormEvent, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { Target } from '@/components/movies/state/movie-actions'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Dialog } from '@/components/ui/dialog'
import { SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { PATHS } from '@/domain/paths'
import { counted } from '@/domain/text'
import { idsOf } from './use-selection'
import { useTargets } from './use-targets'

type Props = {
  selection: Selection
  count: number
  rows: readonly Movie[]
  onClose: () => void
  onDone: () => void
}

/** Moves the selected movies into another bucket, or copies them there. */
export function BulkMoveDialog({ selection, count, rows, onClose, onDone }: Props) {
  const collection = useCollection()
  const targets = useTargets()
  const [chosenId, setChosenId] = useState('')
  const [busy, setBusy] = useState(false)
  const list = Array.isArray(targets) ? targets : []
  const target = list.find(({ id }) => id === chosenId) ?? list[0]

  const send = async (how: 'move' | 'copy') => {
    if (!target || busy) return
    setBusy(true)
    const done =
      how === 'move'
        ? await collection.move(selection, idsOf(selection, rows), target)
        : await collection.copy(selection, target)
    setBusy(false)
    if (done) onDone()
    onClose()
  }

  return (
    <Dialog
      open
      size="small"
      title={`Move or copy ${counted(count, 'movie')}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={!target || busy} onClick={() => void send('copy')}>
            Copy
          </Button>
          <Button variant="primary" type="submit" form="bulk-move" disabled={!target || busy}>
            Move
          </Button>
        </>
      }
    >
      <form
        id="bulk-move"
        className="flex flex-col gap-3"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void send('move')
        }}
      >
        {targets === null && <p role="status">Looking for your buckets…</p>}
        {targets && 'message' in targets && <Notice tone="danger">{targets.message}</Notice>}
        {targets && !('message' in targets) && targets.length === 0 && <NoTarget />}
        {target && (
          <>
            <SelectField label="To" value={target.id} onChange={(event) => setChosenId(event.target.value)}>
              <Options title="Mine" targets={list.filter(({ own }) => own)} />
              <Options title="Shared with me" targets={list.filter(({ own }) => !own)} />
            </SelectField>
            <p className="text-sm text-muted">
              Everyone who sees that bucket sees the movies that you move there. A copy leaves them here as well. From a
              bucket of another owner, a move makes copies and leaves the movies in the trash here. One Undo takes any
              of them back.
            </p>
          </>
        )}
      </form>
    </Dialog>
  )
}

function NoTarget() {
  return (
    <Notice
      title="There is no other bucket to put them in"
      actions={
        <ButtonLink size="small" href={PATHS.newBucket}>
          Make a bucket
        </ButtonLink>
      }
    >
      Make one first; what you selected is not changed.
    </Notice>
  )
}

function Options({ title, targets }: { title: string; targets: Target[] }) {
  if (targets.length === 0) return null
  return (
    <optgroup label={title}>
      {targets.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
