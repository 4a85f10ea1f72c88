'use client'

import { useActionState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { FormAction } from '@/domain/forms'

/** A button that signs out, with and without JavaScript. */
export function SignOutForm({ action, className }: { action: FormAction; className?: string }) {
  const [failure, submit] = useActionState(action, null)
  return (
    <form action={submit}>
      <button type="submit" className={className}>
        <Icon name="lucide--log-out" className="size-4" />
        Sign out
      </button>
      {failure && (
        <p role="alert" className="px-3 text-sm text-danger">
          {failure.message}
        </p>
      )}
    </form>
  )
}
