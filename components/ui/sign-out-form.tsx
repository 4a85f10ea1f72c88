'use client'

import { LogOut } from 'lucide-react'
import { useActionState } from 'react'
import type { FormAction } from '@/domain/forms'

/** A button that signs out, with and without JavaScript. */
export function SignOutForm({ action, className }: { action: FormAction; className?: string }) {
  const [failure, submit] = useActionState(action, null)
  return (
    <form action={submit}>
      <button type="submit" className={className}>
        <LogOut aria-hidden size={16} />
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
