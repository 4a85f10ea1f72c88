'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview } from '@/domain/import/staged'
import { counted, formatNumber } from '@/domain/text'
import { Progress } from './progress'

type Props = { confirmPath: string; preview: ImportPreview; cancel: FormAction; discard: FormAction }

/** What confirming would do, and the button that does it. Without JavaScript the browser posts the form. */
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
    const failed = await requestConfirmation(confirmPath, setAdded)
    setAdded(null)
    if (failed) setFailure(failed)
    router.refresh()
    scrollTo({ top: 0 })
  }

  if (added !== null)
    return (
      <section aria-label="Adding" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
        <Progress label={`Adding ${counted(counts.ready, 'movie')}`} done={added} of={counts.ready} />
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
          {counted(counts.ready, 'movie')} ready
          {counts.incomplete > 0 && `, ${formatNumber(counts.incomplete)} incomplete`}
          {counts.problem > 0 && `, ${counted(counts.problem, 'row')} with a problem`}
          {counts.duplicate > 0 && `, ${counted(counts.duplicate, 'row')} already here`}
        </p>
        {future.count > 0 && (
          <p className="text-sm text-muted">
            {counted(future.count, 'movie')} of them from years in the future, up to {future.latest}: added as they are.
          </p>
        )}
        {counts.problem + counts.incomplete > 0 && (
          <p className="text-sm text-muted">Rows that are not ready wait here; you can add them later.</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <form action={postDiscard}>
          <SubmitButton variant="quiet">Discard</SubmitButton>
        </form>
        <form action={confirmPath} method="post" onSubmit={submit}>
          <Button type="submit" variant="primary" disabled={counts.ready === 0}>
            Add {counted(counts.ready, 'movie')}
          </Button>
        </form>
      </div>
    </section>
  )
}

// The answer comes line by line and says how many movies are in so far. Returns why nothing was added, or null.
async function requestConfirmation(path: string, onAdded: (count: number) => void): Promise<string | null> {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/x-ndjson' } })
    if (!answer.ok || !answer.body) return (await answer.json()).detail
    let held = ''
    const texts = answer.body.pipeThrough(new TextDecoderStream() as never) as ReadableStream<string>
    const reader = texts.getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      const lines = (held + value).split('\n')
      held = lines.pop() ?? ''
      for (const line of lines.map((line) => JSON.parse(line))) {
        if (line.added) onAdded(line.added)
        if (line.failure) return line.failure.message
        if (line.done) return null
      }
    }
  } catch {
    // The message below covers it.
  }
  return 'The connection was interrupted, but the server goes on. Load this page again to see the result.'
}
