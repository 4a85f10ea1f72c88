'use client'

import { useActionState, useEffect, useState } from 'react'
import type { FormAction } from '@/domain/form-state'
import type { TrashedMovie } from '@/domain/movie'
import { spineColour, spineHue, spineLightness } from '@/domain/spine'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Notice } from '../ui/notice'
import { useCollection } from './collection'
import { FormatBadge } from './format-badge'

const DAY_MS = 86_400_000
const KEPT_DAYS = 30

type Props = {
  movies: TrashedMovie[]
  total: number
  /** Posted with the id of a movie; without one, for all of them. */
  restore: FormAction
  destroy: FormAction
}

/** Deleted movies, the latest first. Restoring and deleting for good also work without JavaScript. */
export function TrashList({ movies, total, restore, destroy }: Props) {
  const collection = useCollection()
  const [asking, setAsking] = useState<TrashedMovie | 'all' | null>(null)
  // The actions as they are: wrapped, they would be none without JavaScript.
  const [restored, postRestore, restoring] = useActionState(restore, null)
  const [destroyed, postDestroy, destroying] = useActionState(destroy, null)
  const failure = restored ?? destroyed
  const name =
    asking && asking !== 'all'
      ? `“${asking.title}”`
      : `${total.toLocaleString('en')} ${total === 1 ? 'movie' : 'movies'}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: other movies in the trash are other ones on the shelf
  useEffect(() => collection.cameBack(), [collection, movies])

  return (
    <>
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          {total.toLocaleString('en')} {total === 1 ? 'movie' : 'movies'}
          {total > movies.length && `, the latest ${movies.length} shown`}. Each is gone for good {KEPT_DAYS} days after
          it was deleted.
        </p>
        <Button variant="danger" onClick={() => setAsking('all')}>
          Empty the trash
        </Button>
      </div>
      <ul className="divide-y overflow-clip rounded border bg-surface">
        {movies.map((movie) => (
          <li key={movie.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="flex min-w-48 flex-1 items-center gap-2.5 font-semibold wrap-anywhere">
              <span
                aria-hidden
                className="h-5.5 w-1.5 shrink-0 rounded-[1px]"
                style={{ background: spineColour(spineLightness(movie.title), spineHue(movie.releaseYear)) }}
              />
              {movie.title}
            </span>
            <div className="flex items-center gap-3 max-sm:w-full">
              <FormatBadge format={movie.format} />
              <span>{movie.releaseYear}</span>
              <span className="text-sm text-muted">{daysLeft(movie.deletedAt)}</span>
            </div>
            <div className="flex items-center gap-2 max-sm:w-full">
              <form action={postRestore}>
                <input type="hidden" name="id" value={movie.id} />
                <Button size="small" type="submit" disabled={restoring} aria-label={`Restore ${movie.title}`}>
                  Restore
                </Button>
              </form>
              <Button
                size="small"
                variant="quiet"
                aria-label={`Delete ${movie.title} for good`}
                onClick={() => setAsking(movie)}
              >
                Delete for good
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {asking && (
        <Dialog open size="small" title={`Delete ${name} for good?`} onClose={() => setAsking(null)}>
          <p className="mb-4">This cannot be undone.</p>
          <form action={postDestroy} onSubmit={() => setAsking(null)} className="flex justify-end gap-2">
            {asking !== 'all' && <input type="hidden" name="id" value={asking.id} />}
            <Button onClick={() => setAsking(null)}>Keep {asking === 'all' && total !== 1 ? 'them' : 'it'}</Button>
            <Button type="submit" variant="danger" disabled={destroying}>
              Delete for good
            </Button>
          </form>
        </Dialog>
      )}
    </>
  )
}

function daysLeft(deletedAt: string): string {
  const days = Math.max(0, Math.ceil((Date.parse(deletedAt) + KEPT_DAYS * DAY_MS - Date.now()) / DAY_MS))
  return days === 1 ? '1 day left' : `${days} days left`
}
