'use client'

import { type ReactNode, useActionState, useId } from 'react'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/domain/forms'

type Props = {
  action: FormAction
  /** The form's field, and the value that the switch would set now. */
  name: string
  value: string
  on: boolean
  label: string
  children?: ReactNode
}

/** A switch that submits a form, so it works without JavaScript; it shows the state on the server. */
export function SwitchForm({ action, name, value, on, label, children }: Props) {
  const [failure, submit, pending] = useActionState(action, null)
  const id = useId()
  return (
    <form action={submit} className="flex flex-col gap-2">
      <input type="hidden" name={name} value={value} />
      <div className="flex items-start gap-3">
        <button
          type="submit"
          role="switch"
          aria-checked={on}
          aria-labelledby={id}
          aria-describedby={children ? `${id}-about` : undefined}
          aria-disabled={pending || undefined}
          onClick={(event) => pending && event.preventDefault()}
          className="group inline-flex min-h-11 w-14 shrink-0 items-center sm:min-h-8"
        >
          <span className="flex h-7 w-full items-center rounded-full border-2 border-control bg-sunken px-0.5 group-aria-checked:justify-end group-aria-checked:border-accent group-aria-checked:bg-accent">
            <span className="size-5 rounded-full bg-control group-aria-checked:bg-accent-ink" />
          </span>
        </button>
        <div className="pt-2 sm:pt-1">
          <p id={id} className="font-semibold">
            {label}
          </p>
          {children && (
            <p id={`${id}-about`} className="text-sm text-muted">
              {children}
            </p>
          )}
        </div>
      </div>
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
    </form>
  )
}
