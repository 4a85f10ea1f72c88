'use client'

import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'

/** The last step: the person types their own address, then presses the button. */
export function DeleteAccountForm({ email, action }: { email: string; action: FormAction }) {
  const { state: failure, form } = usePostedForm(action)
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      {failure && !failure.fields && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <TextField
        // Shows the typed text again after a refusal, although React has reset the form.
        key={failure?.requestId}
        label="Your email address, to confirm"
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
      <SubmitButton variant="danger">Delete my account for good</SubmitButton>
    </form>
  )
}
