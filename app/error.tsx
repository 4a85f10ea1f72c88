'use client'

import { ErrorScreen } from '@/components/ui/error-screen'

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <ErrorScreen
      code="failed"
      message="This page could not be shown. Nothing was changed: try again in a moment."
      requestId={error.digest}
    />
  )
}
