'use client'

import { useEffect } from 'react'

// Outlives the screens, as the answer to a form may be another one. Over once the focus is anywhere else.
let sent = false

/**
 * Part of every screen: where a form took its button along, the focus goes to what came of it, the notice at the top or
 * else the heading, and is not left with nothing.
 */
export function FocusAfterForm() {
  useEffect(() => {
    const listening = new AbortController()
    document.addEventListener('submit', () => setSent(true), listening)
    document.addEventListener('focusin', () => setSent(false), listening)
    return () => listening.abort()
  }, [])

  // Whenever the screen is rendered anew.
  useEffect(() => {
    if (!sent || document.activeElement !== document.body) return
    const [outcome] = ['main [role=alert]', 'main > div[role=status]', 'main h1'].flatMap((selector) => [
      ...document.querySelectorAll<HTMLElement>(selector),
    ])
    outcome?.setAttribute('tabindex', '-1')
    outcome?.focus({ preventScroll: true })
  })
  return null
}

function setSent(is: boolean): void {
  sent = is
}
