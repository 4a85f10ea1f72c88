import { type RefObject, useLayoutEffect } from 'react'
import { focusedMovieId, stepFocus } from './row-focus'

type Options = {
  list: RefObject<HTMLElement | null>
  /** Single keys can be switched off in Settings (WCAG 2.1.4); undo by Ctrl+Z stays. */
  enabled: boolean
  add?: () => void
  switchView: () => void
  showHelp: () => void
  undo?: () => void
  /** Called for `e`, `x`, `Delete` or `1` to `5` while a row has the focus; without one the keys do nothing. */
  onRowKey: (movieId: string, key: string) => void
}

/** The keys of a bucket screen. Inside fields and dialogs they are text and nothing else. */
export function useShortcuts(options: Options): void {
  // Before anything else happens: a key pressed right after the screen changed means the new one.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
      // A key that is held down deletes one movie, not all of them.
      if (event.repeat && !/^[jk]$/.test(event.key)) return
      // A click beside its fields leaves a modal dialog without focus; the list behind it still gets no keys.
      if (document.querySelector('dialog[open]:not([data-panel])') || isInDialog(event.target) || isMenuOpen()) return
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
        if (!options.undo) return
        event.preventDefault()
        return options.undo()
      }
      if (!options.enabled || event.ctrlKey || event.metaKey || event.altKey) return
      if (handleKey(event.key, options)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

/** Answers whether the key did something. */
function handleKey(key: string, { list, add, switchView, showHelp, onRowKey }: Options): boolean {
  switch (key) {
    case '/':
      document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
      return true
    case 'n':
      add?.()
      return Boolean(add)
    case 'v':
      switchView()
      return true
    case '?':
      showHelp()
      return true
    case 'j':
    case 'k':
      stepFocus(list.current, key === 'j' ? 1 : -1)
      return true
  }
  if (!/^([ex1-5]|Delete)$/.test(key)) return false
  const movieId = focusedMovieId(list.current)
  if (movieId) onRowKey(movieId, key)
  return Boolean(movieId)
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  // A slider uses arrow keys, but no letters and digits.
  return target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="range"])')
}

function isMenuOpen(): boolean {
  return [...document.querySelectorAll('[popover=auto]')].some((panel) => panel.checkVisibility?.())
}
