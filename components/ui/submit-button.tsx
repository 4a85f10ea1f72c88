'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

/**
 * The button of a form. While the form is being sent, a second press or Enter in a field does nothing. The button is not
 * `disabled`, which would take its focus away.
 */
export function SubmitButton(props: Omit<ComponentProps<typeof Button>, 'type' | 'onClick'>) {
  const { pending } = useFormStatus()
  return (
    <Button
      {...props}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
    />
  )
}
