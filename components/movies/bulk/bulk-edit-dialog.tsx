'use client'

import { type FormEvent, useState } from 'react'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { MoviePatch } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import type { Selection } from '@/domain/movies/selection'
import { counted, formatNumber } from '@/domain/text'
import { BulkField, type BulkFieldName } from './bulk-field'
import { type EditPreview, useEditPreview } from './use-edit-preview'

type Typed = Partial<Record<BulkFieldName, string>>

const FIELDS: readonly BulkFieldName[] = ['format', 'length', 'releaseYear', 'rating']

type Props = { selection: Selection; count: number; onClose: () => void; onDone: () => void }

/** Keeps or sets each field of the selected movies; says how many will change before any does. */
export function BulkEditDialog({ selection, count, onClose, onDone }: Props) {
  const collection = useCollection()
  const { failure } = useCollectionState()
  const [typed, setTyped] = useState<Typed>({})
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState(false)
  const { patch, errors } = parse(typed)
  const ready = Object.keys(patch).length > 0 && Object.keys(errors).length === 0
  const preview = useEditPreview(ready ? { selection, changes: patch } : null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || saving) return
    setSaving(true)
    setFailed(false)
    const answer = collection.actions.editSelection({ bucketId: collection.bucketId, selection, changes: patch })
    const done = await collection.runChange(answer, (changed) => `Changed ${counted(changed, 'movie')}`)
    setSaving(false)
    if (!done) return setFailed(true)
    onDone()
    onClose()
  }

  return (
    <Dialog
      open
      title={`Edit ${counted(count, 'movie')}`}
      onClose={onClose}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-sm text-muted">
            {previewText(preview, ready)}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="bulk-edit" disabled={!ready || saving}>
            {saving ? 'Changing…' : 'Change'}
          </Button>
        </>
      }
    >
      <form id="bulk-edit" onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <BulkField
            key={field}
            field={field}
            value={typed[field] ?? ''}
            error={errors[field]}
            onChange={(value) => setTyped({ ...typed, [field]: value })}
          />
        ))}
        {preview && 'message' in preview && (
          <Notice tone="danger" className="sm:col-span-2">
            {preview.message}
          </Notice>
        )}
        {failed && failure && (
          <Notice tone="danger" role="alert" className="sm:col-span-2">
            {failure}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

function parse(typed: Typed): { patch: Omit<MoviePatch, 'title'>; errors: Typed } {
  const patch: Record<string, unknown> = {}
  const errors: Typed = {}
  for (const field of FIELDS) {
    if (!typed[field]) continue
    const result = movieFormSchema.shape[field].safeParse(typed[field])
    if (result.success) patch[field] = result.data
    else errors[field] = result.error.issues[0]?.message ?? ''
  }
  return { patch, errors }
}

function previewText(preview: EditPreview, ready: boolean): string {
  if (!ready) return 'Choose what to set.'
  if (!preview) return 'Counting…'
  if ('message' in preview) return ''
  return `${formatNumber(preview.changing)} of ${formatNumber(preview.selected)} will change.`
}
