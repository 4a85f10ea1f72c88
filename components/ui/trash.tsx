'use client'

import { type ReactNode, useActionState, useState } from 'react'
import type { FormAction } from '@/domain/forms'
import { Button } from './button'
import { Dialog } from './dialog'
import { Notice } from './notice'

/** Each is posted with the field that names the item; without `destroy` the reader may not delete for good. */
export type TrashActions = { restore: FormAction; destroy?: FormAction }

/** The question before something is deleted for good; the field says what. */
type Asked = { field: string; value: string; name: string; keep: string }

/**
 * The parts of a list of items in the trash: the buttons of an item, the notice of a failure, the question before a final
 * deletion. Restoring works without JavaScript; only what cannot be undone asks.
 */
export function useTrash({ restore, destroy }: TrashActions, field: string, warning: string) {
  const [asked, ask] = useState<Asked | null>(null)
  // The actions unwrapped: a wrapped one would not work without JavaScript.
  const [restored, postRestore, restoring] = useActionState(restore, null)
  const [destroyed, postDestroy, destroying] = useActionState(destroy ?? nothing, null)
  const failure = restored ?? destroyed

  const buttons = (id: string, name: string): ReactNode => (
    <>
      <form action={postRestore}>
        <input type="hidden" name={field} value={id} />
        <Button size="small" type="submit" disabled={restoring} aria-label={`Restore ${name}`}>
          Restore
        </Button>
      </form>
      {destroy && (
        <Button
          size="small"
          variant="quiet"
          aria-label={`Delete ${name} for good`}
          onClick={() => ask({ field, value: id, name: `“${name}”`, keep: 'Keep it' })}
        >
          Delete for good
        </Button>
      )}
    </>
  )
  const failureNotice = failure && (
    <Notice tone="danger" role="alert">
      {failure.message}
    </Notice>
  )
  const dialog = asked && (
    <Dialog open size="small" title={`Delete ${asked.name} for good?`} onClose={() => ask(null)}>
      <p className="mb-4">{warning}</p>
      <form action={postDestroy} onSubmit={() => ask(null)} className="flex justify-end gap-2">
        <input type="hidden" name={asked.field} value={asked.value} />
        <Button onClick={() => ask(null)}>{asked.keep}</Button>
        <Button type="submit" variant="danger" disabled={destroying}>
          Delete for good
        </Button>
      </form>
    </Dialog>
  )
  return { ask, buttons, failureNotice, dialog }
}

const nothing: FormAction = async () => null
