'use client'

import Link from 'next/link'
import { useActionState } from 'react'
import { CancelButton, closePanel, Disclosure } from '@/components/ui/disclosure'
import { TextField } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import { asksBeforeDelete, audienceWords, type BucketSummary, deletionWords } from '@/domain/buckets/summary'
import type { FormAction } from '@/domain/forms'
import { bucketPath, sharingPath } from '@/domain/paths'
import { counted, formatDay } from '@/domain/text'

type Actions = { rename: FormAction; remove: FormAction }

/** The reader's own buckets: how many movies they have, who sees them, when they last changed. Works without JavaScript. */
export function BucketList({ buckets, ...actions }: Actions & { buckets: BucketSummary[] }) {
  return (
    <ul aria-label="My buckets" className="divide-y rounded-lg border bg-surface">
      {buckets.map((bucket) => (
        <BucketLine key={bucket.id} bucket={bucket} {...actions} />
      ))}
    </ul>
  )
}

function BucketLine({ bucket, rename, remove }: Actions & { bucket: BucketSummary }) {
  const { id, name, movies, changedAt } = bucket
  const [failure, submit] = useActionState(remove, null)
  const panels = `of ${id}`
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <Link href={bucketPath(id)} prefetch={false} className="font-semibold wrap-anywhere text-ink hover:underline">
            {name}
          </Link>
          <p className="text-sm text-muted">
            {counted(movies, 'movie')} ·{' '}
            <Link href={sharingPath(id)} prefetch={false} className="text-accent underline">
              {audienceWords(bucket)}
            </Link>{' '}
            · changed <time dateTime={changedAt}>{formatDay(changedAt)}</time>
          </p>
        </div>
        <Disclosure
          name={panels}
          size="small"
          label={
            <>
              <Icon name="lucide--pencil" />
              Rename…<span className="sr-only"> {name}</span>
            </>
          }
        >
          <RenameForm id={id} name={name} action={rename} />
        </Disclosure>
        {asksBeforeDelete(bucket) ? (
          <Disclosure
            name={panels}
            size="small"
            label={
              <>
                <Icon name="lucide--trash-2" />
                Delete…<span className="sr-only"> {name}</span>
              </>
            }
          >
            <p className="wrap-anywhere">{deletionWords(bucket)}</p>
            <form action={submit} className="flex flex-wrap gap-2">
              <input type="hidden" name="bucketId" value={id} />
              <SubmitButton variant="danger" aria-label={`Delete ${name}`}>
                {movies > 0 ? `Delete it with ${counted(movies, 'movie')}` : 'Delete it'}
              </SubmitButton>
              <CancelButton />
            </form>
          </Disclosure>
        ) : (
          <form action={submit}>
            <input type="hidden" name="bucketId" value={id} />
            <SubmitButton size="small" variant="quiet" aria-label={`Delete ${name}`}>
              <Icon name="lucide--trash-2" />
              Delete
            </SubmitButton>
          </form>
        )}
      </div>
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
    </li>
  )
}

function RenameForm({ id, name, action }: { id: string; name: string; action: FormAction }) {
  const { state: failure, form } = usePostedForm(action, closePanel)
  return (
    <form {...form} className="flex w-full flex-wrap items-start gap-x-3 gap-y-2">
      <input type="hidden" name="bucketId" value={id} />
      <TextField
        key={`${failure?.requestId} ${name}`}
        name="name"
        label="New name"
        error={failure ? (failure.fields?.name ?? failure.message) : undefined}
        defaultValue={failure?.values.name ?? name}
        required
        autoComplete="off"
        className="min-w-56 flex-1"
      />
      <SubmitButton className="sm:mt-6">Rename</SubmitButton>
      <CancelButton className="sm:mt-6" />
    </form>
  )
}
