'use client'

import type { Route } from 'next'
import { type FormEvent, useEffect, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection'
import type { Target } from '@/components/movies/state/movie-actions'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Dialog } from '@/components/ui/dialog'
import { SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { idsOf } from './use-selection'

type Props = {
  selection: Selection
  count: number
  rows: readonly Movie[]
  onClose: () => void
  onDone: () => void
}

/** Where the selected movies go, and whether they also stay. */
export function BulkMoveDialog({ selection, count, rows, onClose, onDone }: Props) {
  const collection = useCollection()
  const [targets, setTargets] = useState<Target[] | { message: string } | null>(null)
  const [chosen, setChosen] = useState('')
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    let current = true
    const list = async () => {
      const result = await collection.actions.listTargets({ bucketId: collection.bucketId }).catch(() => null)
      if (!current) return
      setTargets(result?.ok ? result.data : { message: result?.message ?? 'The server cannot be reached.' })
      if (result?.ok) setChosen(result.data[0]?.id ?? '')
    }
    void list()
    return () => {
      current = false
    }
  }, [collection])

  const list = Array.isArray(targets) ? targets : []
  const target = list.find(({ id }) => id === chosen)
  const run = async (what: 'move' | 'copy') => {
    if (!target || busy) return
    setBusy(true)
    const done =
      what === 'move'
        ? await collection.move(selection, idsOf(selection, rows), target)
        : await collection.copy(selection, target)
    setBusy(false)
    if (done) onDone()
    onClose()
  }
  const movies = count === 1 ? '1 movie' : `${count.toLocaleString('en')} movies`

  return (
    <Dialog
      open
      size="small"
      title={`Move or copy ${movies}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={!target || busy} onClick={() => void run('copy')}>
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
          void run('move')
        }}
      >
        {targets === null && <p role="status">Looking for your buckets…</p>}
        {targets && 'message' in targets && <Notice tone="danger">{targets.message}</Notice>}
        {Array.isArray(targets) && targets.length === 0 && (
          <Notice
            title="There is no other bucket to put them in"
            actions={
              <ButtonLink size="small" href={'/buckets#new' as Route}>
                Make a bucket
              </ButtonLink>
            }
          >
            Make one first; what you selected is not changed.
          </Notice>
        )}
        {list.length > 0 && (
          <>
            <SelectField label="To" value={chosen} onChange={(event) => setChosen(event.target.value)}>
              <Options title="Mine" targets={list.filter(({ own }) => own)} />
              <Options title="Shared with me" targets={list.filter(({ own }) => !own)} />
            </SelectField>
            <p className="text-sm text-muted">
              Moved movies are seen by whoever sees that bucket. A copy leaves them here as well. One Undo takes either
              back.
            </p>
          </>
        )}
      </form>
    </Dialog>
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
