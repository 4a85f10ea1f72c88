'use client'

import type { ReactNode } from 'react'
import { Button, type ButtonSize, buttonClass } from './button'
import { useEnhanced } from './use-enhanced'

type Props = {
  label: ReactNode
  /** Only one disclosure with the same name is open at a time. */
  name?: string
  size?: ButtonSize
  children: ReactNode
}

/**
 * A button that opens a panel with an explanation and the button that acts. Works without JavaScript. Put it in a
 * wrapping row: the button stays in place and the panel becomes the row's last line.
 */
export function Disclosure({ label, name, size, children }: Props) {
  return (
    <details
      name={name}
      className="contents details-content:order-1 details-content:hidden open:details-content:block open:details-content:basis-full"
    >
      <summary className={buttonClass('quiet', size, 'list-none')}>{label}</summary>
      <div className="flex flex-col items-start gap-3 rounded border bg-paper p-4">{children}</div>
    </details>
  )
}

/** Closes the panel without doing anything; shown only with JavaScript. */
export function CancelButton({ className }: { className?: string }) {
  const enhanced = useEnhanced()
  return (
    enhanced && (
      <Button variant="quiet" className={className} onClick={(event) => closePanel(event.currentTarget)}>
        Cancel
      </Button>
    )
  )
}

/** Closes the panel around an element and returns focus to the button that opened it. */
export function closePanel(inside: Element): void {
  const panel = inside.closest('details')
  if (!panel) return
  panel.open = false
  panel.querySelector('summary')?.focus()
}
