'use client'

import { useEffect } from 'react'
import { Button } from './button'

const POLL_MS = 3000

/** Loads the page again; while `waiting` for the database, it does so by itself once that is ready. */
export function RetryButton({ waiting = false, label = 'Retry' }: { waiting?: boolean; label?: string }) {
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(async () => {
      const ready = await fetch('/api/health/ready', { cache: 'no-store' }).catch(() => null)
      if (ready?.ok) location.reload()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [waiting])

  return (
    <Button variant="primary" onClick={() => location.reload()}>
      {label}
    </Button>
  )
}
