'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { Lazily } from '@/components/ui/lazily'
import type { CollectionState } from './collection-state'
import { CollectionStore } from './collection-store'
import { ConflictDialog, loadWhenUsed } from './lazy-parts'
import type { MovieActions } from './movie-actions'
import { UndoBar } from './undo-bar'

const Context = createContext<CollectionStore | null>(null)

type Props = { bucketId: string; actions: MovieActions; children: ReactNode }

/** Everything below shares what this tab did to the bucket, from page to page: edits under way, undo, refusals. */
export function Collection({ bucketId, actions, children }: Props) {
  const router = useRouter()
  const [store] = useState(() => new CollectionStore(bucketId, actions, () => router.refresh()))

  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => store.hasUnsaved && event.preventDefault()
    const reconnect = () => store.retry()
    addEventListener('beforeunload', stay)
    addEventListener('online', reconnect)
    return () => {
      removeEventListener('beforeunload', stay)
      removeEventListener('online', reconnect)
    }
  }, [store])

  useEffect(loadWhenUsed, [])

  return (
    <Context value={store}>
      {children}
      <UndoBar />
      <Conflicts />
      <Announcer />
    </Context>
  )
}

export function useCollection(): CollectionStore {
  const store = useContext(Context)
  if (!store) throw new Error('useCollection needs a <Collection> around it')
  return store
}

export function useCollectionState(): CollectionState {
  const store = useCollection()
  return useSyncExternalStore(store.subscribe, store.getState, store.getServerState)
}

function Conflicts() {
  const collection = useCollection()
  const conflict = useCollectionState().conflicts.find(({ waits }) => !waits)
  return (
    conflict && (
      <Lazily
        key={conflict.theirs.id}
        onFailed={() => {
          collection.putOff(conflict, true)
          collection.notLoaded()
        }}
      >
        <ConflictDialog conflict={conflict} />
      </Lazily>
    )
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
