'use client'

import { useEffect } from 'react'

// Kept by the browser, as the answer to a form may be another page. Over once the focus is anywhere.
const SENT = 'moviebucket.sent'

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
    if (!wasSent() || document.activeElement !== document.body) return
    const [outcome] = ['main [role=alert]', 'main > div[role=status]', 'main h1'].flatMap((selector) => [
      ...document.querySelectorAll<HTMLElement>(selector),
    ])
    outcome?.setAttribute('tabindex', '-1')
    outcome?.focus({ preventScroll: true })
  })
  return null
}

function setSent(is: boolean): void {
  try {
    if (is) sessionStorage.setItem(SENT, 'yes')
    else sessionStorage.removeItem(SENT)
  } catch {
    // A browser that keeps nothing leaves the focus where it leaves it.
  }
}

function wasSent(): boolean {
  try {
    return sessionStorage.getItem(SENT) !== null
  } catch {
    return false
  }
}
