import { lazy } from 'react'

// What the list needs once somebody does something to it. Whoever touches the page is about to: then all of it comes.

const bulkBar = () => import('@/components/movies/bulk/bulk-bar')
const inlineEditor = () => import('@/components/movies/list/inline-editor')
const movieDialog = () => import('@/components/movies/form/movie-dialog')
const shortcutsHelp = () => import('@/components/movies/list/shortcuts-help')
const conflictDialog = () => import('./conflict-dialog')

export const BulkBar = lazy(() => bulkBar().then((module) => ({ default: module.BulkBar })))
export const InlineEditor = lazy(() => inlineEditor().then((module) => ({ default: module.InlineEditor })))
export const MovieDialog = lazy(() => movieDialog().then((module) => ({ default: module.MovieDialog })))
export const ShortcutsHelp = lazy(() => shortcutsHelp().then((module) => ({ default: module.ShortcutsHelp })))
export const ConflictDialog = lazy(() => conflictDialog().then((module) => ({ default: module.ConflictDialog })))

/** Loads the parts at the first sign of use, so that they are there when they are asked for. Returns how to stop. */
export function loadWhenUsed(): () => void {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const
  const stop = () => {
    for (const sign of signs) removeEventListener(sign, load)
  }
  const load = ({ target }: Event) => {
    // Whoever types a search waits for nothing but what it finds.
    if (target instanceof HTMLInputElement && target.type === 'search') return
    stop()
    // What does not come now is asked for again when it is needed, and said then.
    for (const part of [bulkBar, inlineEditor, movieDialog, shortcutsHelp, conflictDialog]) part().catch(() => {})
  }
  for (const sign of signs) addEventListener(sign, load, { passive: true })
  return stop
}
