'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { Conflicts } from './history/conflicts'
import { UndoBar } from './history/undo-bar'
import { CollectionContext, useCollectionState } from './state/collection-context'
import { CollectionStore } from './state/collection-store'
import type { MovieActions } from './state/movie-actions'

type Props = { bucketId: string; actions: MovieActions; children: ReactNode }

/** Shares what this tab did to the bucket with everything below, from page to page: pending edits, undo, refusals. */
export function Collection({ bucketId, actions, children }: Props) {
  const router = useRouter()
  const [store] = useState(() => new CollectionStore(bucketId, actions, () => router.refresh()))

  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => store.hasUnsaved && event.preventDefault()
    const reconnect = () => store.retry()
    const carry = () => store.carry()
    store.restore()
    addEventListener('beforeunload', stay)
    addEventListener('online', reconnect)
    addEventListener('pagehide', carry)
    return () => {
      removeEventListener('beforeunload', stay)
      removeEventListener('online', reconnect)
      removeEventListener('pagehide', carry)
    }
  }, [store])

  return (
    <CollectionContext value={store}>
      {children}
      <UndoBar />
      <Conflicts />
      <Announcer />
    </CollectionContext>
  )
}

function Announcer() {
  const { announcement } = useCollectionState()
  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  )
}
