import { useEffect, useRef, useState } from 'react'
import type { Film } from '@/domain/facts/film'
import { LEAST_TYPED, MOST_TYPED, type Suggestions } from '@/domain/facts/suggest'
import { counted, cut } from '@/domain/text'
import { askForFilms, lookUpFilms } from './ask-for-films'

// Shorter than the pause between two words, longer than that between two letters.
const PAUSE_MS = 150

type Shown = Suggestions & {
  /** The text that they are for. */
  text: string
  /** The line below the films while a look-up runs, when it fails, or with the notice of its service. */
  note?: string
}
const NOTHING: Shown = { text: '', films: [], lookUp: null }

/**
 * Suggests films for the text of a field, and offers to look the text up after them. Knows which option is active.
 * `said` is for people who do not see the list.
 */
export function useSuggestions() {
  const [shown, setShown] = useState(NOTHING)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const [said, setSaid] = useState('')
  // Ends the request for an earlier text: nobody waits for its answer any more.
  const asking = useRef(new AbortController())
  useEffect(() => () => asking.current.abort(), [])
  const { films, lookUp, note } = shown
  const count = films.length + (lookUp ? 1 : 0)

  const begin = () => {
    asking.current.abort()
    asking.current = new AbortController()
    return asking.current.signal
  }
  const show = (next: Shown) => {
    setShown(next)
    setActive(-1)
    const found = next.films.length > 0 ? `${counted(next.films.length, 'suggestion')}. Use the arrow keys.` : ''
    setSaid([found, next.note].filter(Boolean).join(' '))
  }

  const type = async (text: string) => {
    const signal = begin()
    setOpen(true)
    setActive(-1)
    if (text.trim().length < LEAST_TYPED) return show(NOTHING)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const found = signal.aborted ? null : await askForFilms(text, signal)
    if (!signal.aborted) show(found ? { ...found, text } : NOTHING)
  }
  /** Looks up what was typed, outside: only when a person asks for it. */
  const lookItUp = async () => {
    if (!lookUp) return
    const signal = begin()
    show({ ...shown, films: [], lookUp: null, note: `Asking ${lookUp.name} …` })
    const found = await lookUpFilms(cut(shown.text.trim(), MOST_TYPED), signal)
    if (signal.aborted) return
    if (typeof found === 'string') show({ ...shown, note: found })
    else if (found.length === 0) show({ ...shown, lookUp: null, note: `${lookUp.name} knows no film of this title.` })
    else show({ ...shown, films: found, lookUp: null, note: lookUp.notice })
  }
  /** Closes the list; an answer that comes later does not open it again. */
  const close = () => {
    begin()
    setOpen(false)
    setActive(-1)
  }
  /** Makes the next option active, or with -1 the one before; after the last one comes the first. */
  const move = (step: 1 | -1) => {
    const from = open ? active : -1
    setOpen(true)
    setActive(from < 0 ? (step > 0 ? 0 : count - 1) : (from + step + count) % count)
  }

  const isOpen = open && (count > 0 || note !== undefined)
  return { films, lookUp, note, count, open: isOpen, active, said, type, lookItUp, close, move, setActive, setSaid }
}

/** What people hear of a film that was taken. */
export function sayTaken({ title, releaseYear, length }: Film, filled: readonly string[]): string {
  const parts = [
    ...(filled.includes('releaseYear') ? [`release year ${releaseYear}`] : []),
    ...(filled.includes('length') ? [`length ${length} minutes`] : []),
  ]
  return parts.length > 0 ? `${title}: ${parts.join(' and ')} filled in.` : title
}
