'use client'

import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { lazyPart } from '@/components/movies/state/lazy-part'
import { Lazily } from '@/components/ui/lazily'

const ConflictDialog = lazyPart(() => import('./conflict-dialog').then((module) => module.ConflictDialog))

/** Asks about one conflict after the other; a postponed one waits in the bar below. */
export function Conflicts() {
  const collection = useCollection()
  const conflict = useCollectionState().conflicts.find(({ postponed }) => !postponed)
  if (!conflict) return null
  const failed = () => {
    collection.postponeConflict(conflict)
    collection.reportLoadFailure()
  }
  return (
    <Lazily key={conflict.theirs.id} onFailed={failed}>
      <ConflictDialog conflict={conflict} />
    </Lazily>
  )
}
