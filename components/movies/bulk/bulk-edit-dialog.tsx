'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { useCollection, useCollectionState } from '@/components/movies/state/collection'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { FIELDS, FORMATS, type MovieField } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import type { Selection } from '@/domain/movies/selection'

type BulkField = Exclude<MovieField, 'title'>
type Typed = Partial<Record<BulkField, string>>
type Preview = { selected: number; changing: number } | { message: string } | null

const FIRST: Record<BulkField, string> = { format: 'DVD', length: '', releaseYear: '', rating: '3' }
const BULK_FIELDS = Object.keys(FIRST) as BulkField[]
const PREVIEW_AFTER_MS = 250

type Props = { selection: Selection; onClose: () => void; onDone: () => void }

/** Per field "keep" or "set to"; says how many will change before anything does. */
export function BulkEditDialog({ selection, onClose, onDone }: Props) {
  const collection = useCollection()
  const [typed, setTyped] = useState<Typed>({})
  const [preview, setPreview] = useState<Preview>(null)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState(false)
  const { problem } = useCollectionState()
  const { changes, errors } = parse(typed)
  const ready = Object.keys(changes).length > 0 && Object.keys(errors).length === 0
  // What the preview depends on, by value: the list around may render anew at any time.
  const key = ready ? JSON.stringify({ selection, changes }) : ''

  useEffect(() => {
    setPreview(null)
    if (!key) return
    let current = true
    const timer = setTimeout(async () => {
      const input = { bucketId: collection.bucketId, ...JSON.parse(key) }
      const result = await collection.actions.previewEdit(input).catch(() => null)
      if (current)
        setPreview(result?.ok ? result.data : { message: result?.message ?? 'The server cannot be reached.' })
    }, PREVIEW_AFTER_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, collection])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || saving) return
    setSaving(true)
    setFailed(false)
    const work = collection.actions.editSelection({ bucketId: collection.bucketId, selection, changes })
    const done = await collection.run(
      work,
      (count) => `Changed ${count.toLocaleString('en')} ${count === 1 ? 'movie' : 'movies'}`,
    )
    setSaving(false)
    if (!done) return setFailed(true)
    onDone()
    onClose()
  }

  return (
    <Dialog
      open
      title="Edit the selected movies"
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
      <form id="bulk-edit" onSubmit={submit} className="flex flex-col gap-4">
        {BULK_FIELDS.map((field) => (
          <fieldset key={field} className="grid grid-cols-[11rem_1fr] items-start gap-3">
            <legend className="sr-only">{FIELDS[field].label}</legend>
            <label className="flex min-h-11 items-center gap-2 font-semibold">
              <input
                type="checkbox"
                checked={typed[field] !== undefined}
                onChange={(event) => setTyped(toggled(typed, field, event.target.checked))}
              />
              Set {FIELDS[field].label.toLowerCase()}
            </label>
            {typed[field] === undefined ? (
              <span className="self-center text-muted">keep as it is</span>
            ) : (
              <Field
                label={<span className="sr-only">New {FIELDS[field].label.toLowerCase()}</span>}
                error={errors[field]}
              >
                {(control) => (
                  <BulkInput
                    field={field}
                    control={control}
                    value={typed[field] ?? ''}
                    onChange={(value) => setTyped({ ...typed, [field]: value })}
                  />
                )}
              </Field>
            )}
          </fieldset>
        ))}
        {preview && 'message' in preview && <Notice tone="danger">{preview.message}</Notice>}
        {failed && problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

type BulkInputProps = { field: BulkField; control: object; value: string; onChange: (value: string) => void }

function BulkInput({ field, control, value, onChange }: BulkInputProps) {
  const options = field === 'format' ? FORMATS : field === 'rating' ? ['1', '2', '3', '4', '5'] : null
  if (!options) return <Input {...control} autoFocus value={value} onChange={(event) => onChange(event.target.value)} />
  return (
    <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </Select>
  )
}

function toggled(typed: Typed, field: BulkField, on: boolean): Typed {
  const { [field]: _, ...rest } = typed
  return on ? { ...rest, [field]: FIRST[field] } : rest
}

function parse(typed: Typed): { changes: Record<string, never>; errors: Record<string, string> } {
  const changes: Record<string, unknown> = {}
  const errors: Record<string, string> = {}
  for (const [field, text] of Object.entries(typed)) {
    const result = movieFormSchema.shape[field as BulkField].safeParse(text)
    if (result.success) changes[field] = result.data
    else errors[field] = result.error.issues[0]?.message ?? ''
  }
  return { changes: changes as Record<string, never>, errors }
}

function previewText(preview: Preview, ready: boolean): string {
  if (!ready) return 'Choose what to set.'
  if (!preview) return 'Counting…'
  if ('message' in preview) return ''
  return `${preview.changing.toLocaleString('en')} of ${preview.selected.toLocaleString('en')} will change.`
}
