'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { CollectionState } from './collection-state'
import type { CollectionStore } from './collection-store'

export const CollectionContext = createContext<CollectionStore | null>(null)

export function useCollection(): CollectionStore {
  const store = useContext(CollectionContext)
  if (!store) throw new Error('useCollection needs a <Collection> around it')
  return store
}

export function useCollectionState(): CollectionState {
  const store = useCollection()
  return useSyncExternalStore(store.subscribe, store.getState, store.getServerState)
}
