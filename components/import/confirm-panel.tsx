'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview, RowCounts } from '@/domain/import/staged'
import { counted, formatNumber } from '@/domain/text'
import { Progress } from './progress'

type Props = { confirmPath: string; preview: ImportPreview; cancel: FormAction; discard: FormAction }

/** What confirming would do, and the button that does it. Without JavaScript the browser posts the form. */
export function ConfirmPanel({ confirmPath, preview: { counts, future }, cancel, discard }: Props) {
  const router = useRouter()
  const [done, setDone] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [, postCancel] = useActionState(cancel, null)
  const [discarded, postDiscard] = useActionState(discard, null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setFailure(null)
    setDone(0)
    const failed = await requestConfirmation(confirmPath, setDone)
    setDone(null)
    if (failed) setFailure(failed)
    router.refresh()
    scrollTo({ top: 0 })
  }

  const whole = counts.ready + counts.change
  if (done !== null)
    return (
      <section aria-label="Adding" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
        <Progress label={describeWork(counts, ['Adding', 'updating'])} done={done} of={whole} />
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
          {counts.change > 0 && `, ${counted(counts.change, 'movie')} to update`}
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
          <Button type="submit" variant="primary" disabled={whole === 0}>
            {describeWork(counts, ['Add', 'update'])}
          </Button>
        </form>
      </div>
    </section>
  )
}

// `Add 3 movies`, `Update 2 movies`, `Add 3 movies and update 2`.
function describeWork({ ready, change }: RowCounts, [add, update]: [string, string]): string {
  if (change === 0) return `${add} ${counted(ready, 'movie')}`
  if (ready === 0) return `${update[0]?.toUpperCase()}${update.slice(1)} ${counted(change, 'movie')}`
  return `${add} ${counted(ready, 'movie')} and ${update} ${formatNumber(change)}`
}

// The answer comes line by line and says how many rows are in so far. Returns why nothing was done, or null.
async function requestConfirmation(path: string, onDone: (count: number) => void): Promise<string | null> {
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
        if (line.added) onDone(line.added)
        if (line.failure) return line.failure.message
        if (line.done) return null
      }
    }
  } catch {
    // The message below covers it.
  }
  return 'The connection was interrupted, but the server goes on. Load this page again to see the result.'
}
