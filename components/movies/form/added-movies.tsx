'use client'

import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { counted } from '@/domain/text'

/** The movies that forms of this tab added, the last one first, with the way to undo each. */
export function AddedMovies() {
  const collection = useCollection()
  const { done, undoing } = useCollectionState()
  const added = done.filter((change) => change.added)
  if (added.length === 0) return null
  return (
    <section aria-label="Added" className="border-t pt-3">
      <h3 role="status" className="text-sm font-semibold">
        {counted(added.length, 'movie')} added
      </h3>
      <ol className="flex flex-col">
        {added.toReversed().map((change) => (
          <li key={change.changeId} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-sm">{change.text.replace(/^Added /, '')}</span>
            <Button
              size="small"
              variant="quiet"
              disabled={undoing}
              aria-label={`Undo: ${change.text}`}
              onClick={() => void collection.undoChange(change)}
            >
              Undo
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}
