'use client'

import type React from 'react'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from './icon-button'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons below the content, always visible. */
  footer?: ReactNode
  /** Whether a click beside the dialog closes it. Leave it off where that would lose typed text. */
  dismissible?: boolean
  size?: 'small' | 'regular' | 'wide'
}

// The platform would focus the close button, which comes first. A field is better, or else the dialog's own first
// button, which is the harmless one.
const FIRST_FIELD = '[data-body] :is(input:not([type=hidden]), select, textarea):enabled'
const FIRST_BUTTON = ':is([data-body], footer) button:enabled'

const widths = { small: 'sm:max-w-md', regular: 'sm:max-w-xl', wide: 'sm:max-w-4xl' }

/** A modal `<dialog>`: it traps focus, Esc closes it, and focus returns to where it was. */
export function Dialog({ open, onClose, title, children, footer, dismissible = false, size = 'regular' }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (open && dialog && !dialog.open) {
      dialog.showModal()
      const first = dialog.querySelector<HTMLElement>(FIRST_FIELD) ?? dialog.querySelector<HTMLElement>(FIRST_BUTTON)
      first?.focus()
    }
    if (!open && dialog?.open) dialog.close()
  }, [open])

  // An open dialog that leaves the page returns focus only if it is closed first.
  useLayoutEffect(() => {
    const dialog = ref.current
    return () => dialog?.close()
  }, [])

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The `cancel` of a file input inside bubbles up to here.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      // The event comes late: in React's strict mode, the dialog is open again by then.
      onClose={(event) => open && !event.currentTarget.open && onClose()}
      // Both pressed and released there: selecting text may end beside the dialog without closing it.
      onPointerDown={(event) => {
        pressedBeside.current = isBeside(event)
      }}
      onPointerUp={(event) => {
        if (dismissible && pressedBeside.current && isBeside(event)) onClose()
      }}
      // Fixed at its top, so that content that appears or disappears moves nothing above it.
      className={`m-auto max-h-[calc(94dvh-1rem)] w-[calc(100vw-2rem)] flex-col overflow-hidden rounded-lg border bg-surface p-0 text-ink shadow-overlay backdrop:bg-[#14110f]/60 open:flex sm:mt-[6dvh] max-sm:mb-0 max-sm:max-h-[calc(100dvh-1rem)] max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none ${widths[size]}`}
    >
      <header className="flex items-center justify-between gap-4 border-b py-3 pr-3 pl-5">
        <h2 id={titleId}>{title}</h2>
        <IconButton label="Close" onClick={onClose}>
          <Icon name="lucide--x" />
        </IconButton>
      </header>
      <div data-body className="min-h-0 overflow-y-auto overscroll-contain p-5">
        {children}
      </div>
      {footer && <footer className="flex flex-wrap justify-end gap-2 border-t bg-paper px-5 py-3">{footer}</footer>}
    </dialog>
  )
}

function isBeside({ target, currentTarget, clientX, clientY }: React.MouseEvent<HTMLDialogElement>): boolean {
  const box = currentTarget.getBoundingClientRect()
  const inside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom
  return target === currentTarget && !inside
}
