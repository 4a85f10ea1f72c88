'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview } from '@/domain/import/staged'
import { confirmImport } from './confirm'
import { Progress } from './progress'
import { countMovies, countRows } from './words'

type Props = { confirmPath: string; preview: ImportPreview; cancel: FormAction; discard: FormAction }

/** What confirming would do, and the button that does it. Without JavaScript the form is posted. */
export function ConfirmPanel({ confirmPath, preview: { counts, future }, cancel, discard }: Props) {
  const router = useRouter()
  const [added, setAdded] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [, postCancel] = useActionState(cancel, null)
  const [discarded, postDiscard] = useActionState(discard, null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setFailure(null)
    setAdded(0)
    const failed = await confirmImport(confirmPath, setAdded)
    setAdded(null)
    if (failed) setFailure(failed)
    router.refresh()
    scrollTo({ top: 0 })
  }

  if (added !== null)
    return (
      <section aria-label="Adding" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
        <Progress label={`Adding ${countMovies(counts.ready)}`} done={added} of={counts.ready} />
        <form action={postCancel}>
          <SubmitButton>Cancel</SubmitButton>
        </form>
      </section>
    )
  return (
    <section
      aria-label="Add"
      className="flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-surface p-4"
    >
      {(failure ?? discarded) && (
        <Notice tone="danger" role="alert" className="basis-full">
          {failure ?? discarded?.message}
        </Notice>
      )}
      <div className="min-w-0 flex-1 basis-72">
        <p role="status" className="font-semibold">
          {countMovies(counts.ready)} ready
          {counts.problem > 0 && `, ${countRows(counts.problem)} with a problem`}
          {counts.duplicate > 0 && `, ${countRows(counts.duplicate)} here already`}
        </p>
        {future.count > 0 && (
          <p className="text-sm text-muted">
            {countMovies(future.count)} of them from years still to come, up to {future.latest}: taken as they are.
          </p>
        )}
        {counts.problem > 0 && (
          <p className="text-sm text-muted">Rows with a problem wait here and can be added later.</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <form action={postDiscard}>
          <SubmitButton variant="quiet">Discard</SubmitButton>
        </form>
        <form action={confirmPath} method="post" onSubmit={submit}>
          <Button type="submit" variant="primary" disabled={counts.ready === 0}>
            Add {countMovies(counts.ready)}
          </Button>
        </form>
      </div>
    </section>
  )
}
