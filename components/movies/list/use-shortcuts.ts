import { type RefObject, useEffect } from 'react'

type Options = {
  list: RefObject<HTMLElement | null>
  /** Single keys can be switched off in Settings (WCAG 2.1.4); undo by Ctrl+Z stays. */
  enabled: boolean
  add?: () => void
  view: () => void
  help: () => void
  undo?: () => void
  /** `e`, `x`, `Delete` or `1` to `5` on the row that has the focus; without one the keys do nothing. */
  onRow: (movieId: string, key: string) => void
}

/** The keys of a bucket screen. Inside fields and dialogs they are text and nothing else. */
export function useShortcuts(options: Options): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
      // A key that is held down deletes one movie, not all of them.
      if (event.repeat && !/^[jk]$/.test(event.key)) return
      // A click beside its fields leaves a dialog without focus, but not the list behind it with the keys.
      if (document.querySelector('dialog[open]')) return
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
        if (!options.undo) return
        event.preventDefault()
        return options.undo()
      }
      if (!options.enabled || event.ctrlKey || event.metaKey || event.altKey) return
      if (handle(event.key, options)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

function handle(key: string, { list, add, view, help, onRow }: Options): boolean {
  switch (key) {
    case '/':
      document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
      return true
    case 'n':
      add?.()
      return Boolean(add)
    case 'v':
      view()
      return true
    case '?':
      help()
      return true
    case 'j':
    case 'k':
      move(list.current, key === 'j' ? 1 : -1)
      return true
  }
  if (!/^([ex1-5]|Delete)$/.test(key)) return false
  const movieId = list.current?.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('[data-movie-id]')?.dataset.movieId
    : undefined
  if (movieId) onRow(movieId, key)
  return Boolean(movieId)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  // Arrow keys are a slider's own, but letters and digits are not.
  return target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="range"])')
}

function move(list: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-movie-id]') ?? [])]
  const index = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[index === -1 ? 0 : Math.min(Math.max(index + step, 0), rows.length - 1)]
  next?.querySelector<HTMLElement>('a')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
