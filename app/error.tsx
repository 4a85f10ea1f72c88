'use client'

import { useEffect } from 'react'
import { carryTyped } from '@/components/ui/carried-text'
import { ErrorScreen } from '@/components/ui/error-screen'
import { isStalePage, STALE_PAGE } from '@/components/ui/stale-page'

/** In place of a page that failed to render, or whose form got no answer that it can read. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const stale = isStalePage(error)
  useEffect(() => {
    // An error of the server has a digest, and its page shows no form.
    if (!error.digest) carryTyped()
  }, [error])
  return (
    <ErrorScreen
      code={stale ? 'stale' : 'failed'}
      message={
        stale
          ? STALE_PAGE
          : 'This page could not be shown. Nothing was changed: try again in a moment. What you typed is kept.'
      }
      requestId={error.digest}
    />
  )
}
