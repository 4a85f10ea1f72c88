'use client'

import type { ReactNode } from 'react'
import { Button, type ButtonSize, buttonClass } from './button'
import { useEnhanced } from './use-enhanced'

type Props = {
  label: ReactNode
  /** Of those with the same one is open at a time. */
  name?: string
  size?: ButtonSize
  children: ReactNode
}

/**
 * A button that opens what it would do, and the button that does it. Works without JavaScript. It lies in a wrapping
 * row: the button stays where it is, the panel is the row's last line.
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

/** Leaves everything as it is. */
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

/** Closes the panel that something lies in; the focus is back at the button that opened it. */
export function closePanel(inside: Element): void {
  const panel = inside.closest('details')
  if (!panel) return
  panel.open = false
  panel.querySelector('summary')?.focus()
}
