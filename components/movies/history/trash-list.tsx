'use client'

import { useEffect } from 'react'
import { FormatBadge } from '@/components/movies/format-badge'
import { useCollection } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { type TrashActions, useTrash } from '@/components/ui/trash'
import type { TrashedMovie } from '@/domain/movies/movie'
import { daysLeft, TRASH_DAYS } from '@/domain/movies/trash'
import { spineColour, spineHue, spineLightness } from '@/domain/shelf/spine'
import { counted } from '@/domain/text'

/** A page of the trash. Of its `total` movies the latest was deleted at `newest`. */
type Props = TrashActions & { movies: TrashedMovie[]; total: number; newest: string; now: number }

/** The deleted movies, the latest first. */
export function TrashList({ movies, total, newest, now, ...actions }: Props) {
  const collection = useCollection()
  const { ask, buttons, failureNotice, dialog } = useTrash(actions, 'id', 'This cannot be undone.')
  const count = counted(total, 'movie')

  // biome-ignore lint/correctness/useExhaustiveDependencies: with other movies in the trash, others are back in the bucket
  useEffect(() => collection.showRestored(), [collection, movies])

  return (
    <>
      {failureNotice}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          {count}
          {total > movies.length && `, ${movies.length} of them on this page`}. Each is gone for good {TRASH_DAYS} days
          after it was deleted.
        </p>
        {actions.destroy && (
          <Button
            variant="danger"
            onClick={() =>
              ask({ field: 'until', value: newest, name: count, keep: total === 1 ? 'Keep it' : 'Keep them' })
            }
          >
            Empty the trash
          </Button>
        )}
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
              <span className="text-sm text-muted">{daysLeft(movie.deletedAt, now)}</span>
            </div>
            <div className="flex items-center gap-2 max-sm:w-full">{buttons(movie.id, movie.title)}</div>
          </li>
        ))}
      </ul>
      {dialog}
    </>
  )
}
