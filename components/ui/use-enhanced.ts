import { useSyncExternalStore } from 'react'

/** Whether JavaScript runs; use it to leave out controls that need it. */
export function useEnhanced(): boolean {
  return useSyncExternalStore(subscribeToNothing, yes, no)
}

const subscribeToNothing = () => () => {}
const yes = () => true
const no = () => false
