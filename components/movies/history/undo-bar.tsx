'use client'

import { useEffect, useRef } from 'react'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { STALE_PAGE } from '@/components/ui/stale-page'
import { FIELDS, MOVIE_FIELDS, type MoviePatch } from '@/domain/movies/movie'

/** The last change, with the way to undo it. It stays until dismissed or replaced: no time limit (WCAG 2.2.1). */
export function UndoBar() {
  const collection = useCollection()
  const { done, barShown, undone, undoing, failure, waiting, stale, refused, conflicts } = useCollectionState()
  const last = barShown ? done.at(-1) : undefined
  const conflict = conflicts.find(({ postponed }) => postponed)
  const text = last?.text ?? undone
  const bar = useRef<HTMLElement>(null)

  // Over a dialog that is open, not below its backdrop.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each message comes to the top anew
  useEffect(() => {
    if (!bar.current?.showPopover || !document.querySelector('dialog[open]:not([data-panel])')) return
    bar.current.popover = null
    bar.current.popover = 'manual'
    bar.current.showPopover()
  }, [text, failure, waiting, stale, conflict])

  if (!text && !failure && !waiting && !stale && !conflict) return null
  return (
    <section
      ref={bar}
      aria-label="What was done"
      data-print="hide"
      className="pointer-events-none fixed inset-x-0 top-auto bottom-0 z-20 m-0 flex w-full sm:[body:has(dialog[data-panel][open])_&]:w-[calc(100%-24rem)] border-0 bg-transparent flex-col items-center gap-2 p-3 max-sm:bottom-16"
    >
      {stale && (
        <Bar tone="danger">
          <span className="flex-1">{STALE_PAGE}</span>
          <Button size="small" variant="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        </Bar>
      )}
      {waiting && !stale && (
        <Bar tone="danger">
          <span className="flex-1">{waiting} Your changes wait here and are sent again automatically.</span>
          <Button size="small" onClick={collection.retry}>
            Retry now
          </Button>
        </Bar>
      )}
      {failure && (
        <Bar tone="danger">
          <div className="min-w-0 flex-1 wrap-anywhere">
            <p>{failure}</p>
            {refused.length > 0 && (
              <>
                <p>Not saved, for you to copy:</p>
                <ul>
                  {refused.map(({ title, changes }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same movie may be refused twice
                    <li key={index}>
                      {title} — {namedValues(changes)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
          <IconButton label="Dismiss the message" onClick={collection.dismissFailure}>
            <Icon name="lucide--x" />
          </IconButton>
        </Bar>
      )}
      {conflict && (
        <Bar tone="danger">
          <span className="min-w-52 flex-1">“{conflict.theirs.title}” was changed elsewhere. Your change waits.</span>
          <Button size="small" onClick={() => collection.reopenConflict(conflict)}>
            Decide
          </Button>
          <Button size="small" variant="quiet" onClick={() => collection.takeTheirs(conflict)}>
            Discard mine
          </Button>
        </Bar>
      )}
      {text && (
        <Bar>
          <span className="min-w-0 flex-1 truncate">{text}</span>
          {last && (
            <Button size="small" disabled={undoing} onClick={() => void collection.undo()}>
              <Icon name="lucide--undo-2" />
              {undoing ? 'Undoing…' : 'Undo'}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={collection.dismissBar}>
            <Icon name="lucide--x" />
          </IconButton>
        </Bar>
      )}
    </section>
  )
}

function namedValues(changes: MoviePatch): string {
  const given = MOVIE_FIELDS.filter((field) => changes[field] !== undefined)
  return given.map((field) => `${FIELDS[field].label}: ${changes[field]}`).join(', ')
}

function Bar({ tone, children }: { tone?: 'danger'; children: React.ReactNode }) {
  const edge = tone === 'danger' ? 'border-danger bg-danger-soft' : 'border-control bg-surface'
  return (
    <div
      className={`pointer-events-auto flex w-full max-w-xl flex-wrap items-center justify-end gap-3 rounded-lg border py-1.5 pr-1.5 pl-4 shadow-overlay ${edge}`}
    >
      {children}
    </div>
  )
}
