'use client'

import { useEffect } from 'react'

// In the browser's storage, because the answer to a form may be another page; removed once an element has focus.
const SENT = 'moviebucket.sent'

/**
 * Part of every screen. When a form's button disappears with its answer, it moves focus to the notice at the top, or
 * else to the heading, so that focus is never lost.
 */
export function FocusAfterForm() {
  useEffect(() => {
    const listening = new AbortController()
    document.addEventListener('submit', () => setSent(true), listening)
    document.addEventListener('focusin', () => setSent(false), listening)
    return () => listening.abort()
  }, [])

  // After every render of the screen.
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
    // Without storage, the focus stays where the browser puts it.
  }
}

function wasSent(): boolean {
  try {
    return sessionStorage.getItem(SENT) !== null
  } catch {
    return false
  }
}
