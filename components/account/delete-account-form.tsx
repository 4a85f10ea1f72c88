'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/domain/form-state'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'
import { Notice } from '../ui/notice'

/** The last step: one's own address typed in, then the button. */
export function DeleteAccountForm({ email, action }: { email: string; action: FormAction }) {
  const [failure, submit, pending] = useActionState(action, null)
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      {failure && !failure.fields && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <TextField
        // A refused form comes back with what was typed, also when React has reset it.
        key={failure?.requestId}
        label="Your email address, to say that you mean it"
        name="email"
        type="email"
        required
        autoComplete="off"
        spellCheck={false}
        autoFocus={failure?.fields !== undefined}
        defaultValue={failure?.values.email}
        error={failure?.fields?.email}
        hint={`Type ${email}`}
        className="w-full max-w-md"
      />
      <Button type="submit" variant="danger" disabled={pending}>
        Delete my account for good
      </Button>
    </form>
  )
}
