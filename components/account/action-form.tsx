'use client'

import { type ReactNode, useActionState } from 'react'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/domain/forms'

type Props = { action: FormAction; children: ReactNode; className?: string }

/** A form around buttons, with the failure of its action above them. Works without JavaScript. */
export function ActionForm({ action, children, className }: Props) {
  const [failure, submit, pending] = useActionState(action, null)
  return (
    <form action={submit} aria-busy={pending} className={className}>
      {failure && (
        <Notice tone="danger" role="alert" className="mb-3 basis-full">
          {failure.message}
        </Notice>
      )}
      {children}
    </form>
  )
}
