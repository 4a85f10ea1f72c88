import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

const SIGNS_OF_USE = ['pointermove', 'pointerdown', 'keydown'] as const
const loads = new Set<() => Promise<unknown>>()

/** A part of the screen that only a user's action shows: it is loaded at the first sign of use, at the latest then. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  loads.add(load)
  return lazy(() => load().then((part) => ({ default: part })))
}

/** Loads the lazy parts at the first sign of use, so that they are there when the user needs them. Returns how to stop. */
export function loadPartsOnUse(): () => void {
  const stop = () => {
    for (const sign of SIGNS_OF_USE) removeEventListener(sign, loadAll)
  }
  const loadAll = ({ target }: Event) => {
    // A search that is typed waits for nothing but its results.
    if (target instanceof HTMLInputElement && target.type === 'search') return
    stop()
    // React asks again for a part that does not come now, and the screen tells of a failure then.
    for (const load of loads) load().catch(() => {})
  }
  for (const sign of SIGNS_OF_USE) addEventListener(sign, loadAll, { passive: true })
  return stop
}
