'use client'

import { Pencil, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useActionState } from 'react'
import { audienceWords, type BucketSummary } from '@/domain/bucket-list'
import type { FormAction } from '@/domain/form-state'
import { bucketPath } from '../movies/hrefs'
import { Button, buttonClass } from '../ui/button'
import { TextField } from '../ui/field'
import { Notice } from '../ui/notice'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

type Actions = { rename: FormAction; remove: FormAction }

/** One's own buckets: what is in them, who sees them, when they last changed. Works without JavaScript. */
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
  const [failure, submit, removing] = useActionState(remove, null)
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <Link href={bucketPath(id)} prefetch={false} className="font-semibold wrap-anywhere text-ink hover:underline">
            {name}
          </Link>
          <p className="text-sm text-muted">
            {movies.toLocaleString('en')} {movies === 1 ? 'movie' : 'movies'} ·{' '}
            <Link href={`${bucketPath(id)}/sharing` as Route} prefetch={false} className="text-accent underline">
              {audienceWords(bucket)}
            </Link>{' '}
            · changed <time dateTime={changedAt}>{day.format(new Date(changedAt))}</time>
          </p>
        </div>
        {/* A new name closes it. */}
        <details key={name} name="rename" className="open:w-full open:order-1">
          <summary className={buttonClass('quiet', 'small', 'list-none')} aria-label={`Rename ${name}`}>
            <Pencil aria-hidden />
            Rename
          </summary>
          <RenameForm id={id} name={name} action={rename} />
        </details>
        <form action={submit}>
          <input type="hidden" name="bucketId" value={id} />
          <Button size="small" variant="quiet" type="submit" disabled={removing} aria-label={`Delete ${name}`}>
            <Trash2 aria-hidden />
            Delete
          </Button>
        </form>
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
  const [failure, submit, pending] = useActionState(action, null)
  return (
    <form action={submit} className="flex flex-wrap items-start gap-x-3 gap-y-2 py-2">
      <input type="hidden" name="bucketId" value={id} />
      <TextField
        key={failure?.values.name}
        name="name"
        label="New name"
        error={failure ? (failure.fields?.name ?? failure.message) : undefined}
        defaultValue={failure?.values.name ?? name}
        required
        autoComplete="off"
        className="min-w-56 flex-1"
      />
      <Button type="submit" disabled={pending} className="sm:mt-6">
        Rename
      </Button>
    </form>
  )
}
