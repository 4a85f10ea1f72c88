import { useSyncExternalStore } from 'react'

/** Whether JavaScript runs: what needs it is there only with it. */
export function useEnhanced(): boolean {
  return useSyncExternalStore(subscribeToNothing, yes, no)
}

const subscribeToNothing = () => () => {}
const yes = () => true
const no = () => false
