import { useEffect, useRef, useState } from 'react'
import type { Film } from '@/domain/facts/film'
import { LEAST_TYPED, type Suggestions } from '@/domain/facts/suggest'
import { counted } from '@/domain/text'
import { askForFilms } from './ask-for-films'

// Shorter than the pause between two words, longer than that between two letters.
const PAUSE_MS = 150
const NONE: Suggestions = { films: [], lookUp: null }

/** Films for what is typed into a field, and which of them is active; `said` is for people who do not see the list. */
export function useSuggestions() {
  const [{ films }, setFound] = useState(NONE)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [said, setSaid] = useState('')
  // What is asked for the text before the present one, which nobody waits for any more.
  const asking = useRef(new AbortController())
  useEffect(() => () => asking.current.abort(), [])

  const begin = () => {
    asking.current.abort()
    asking.current = new AbortController()
    return asking.current.signal
  }
  const show = (found: Suggestions) => {
    setFound(found)
    setActive(-1)
    setSaid(found.films.length > 0 ? `${counted(found.films.length, 'suggestion')}. Use the arrow keys.` : '')
  }

  const type = async (text: string) => {
    const signal = begin()
    setOpen(true)
    setActive(-1)
    if (text.trim().length < LEAST_TYPED) return show(NONE)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const found = signal.aborted ? null : await askForFilms(text, signal)
    if (!signal.aborted) show(found ?? NONE)
  }
  /** Closes the list; what is still asked for does not open it again. */
  const close = () => {
    begin()
    setOpen(false)
    setActive(-1)
  }
  /** Makes the next film active, or with -1 the one before; after the last one comes the first. */
  const move = (step: 1 | -1) => {
    const from = open ? active : -1
    setOpen(true)
    setActive(from < 0 ? (step > 0 ? 0 : films.length - 1) : (from + step + films.length) % films.length)
  }

  return { films, open: open && films.length > 0, active, said, type, close, move, setActive, setSaid }
}

/** What people hear of a film that was taken. */
export function sayTaken({ title, releaseYear, length }: Film, filled: readonly string[]): string {
  const parts = [
    ...(filled.includes('releaseYear') ? [`release year ${releaseYear}`] : []),
    ...(filled.includes('length') ? [`length ${length} minutes`] : []),
  ]
  return parts.length > 0 ? `${title}: ${parts.join(' and ')} filled in.` : title
}
