'use client'

import { useEffect } from 'react'
import { Button } from './button'

const LOOK_AGAIN_MS = 3000

/** Loads this very page again; while `waiting` for the database it also does so by itself once that is ready. */
export function RetryButton({ waiting = false }: { waiting?: boolean }) {
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(async () => {
      const ready = await fetch('/api/health/ready', { cache: 'no-store' }).catch(() => null)
      if (ready?.ok) location.reload()
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [waiting])

  return (
    <Button variant="primary" onClick={() => location.reload()}>
      Retry
    </Button>
  )
}
