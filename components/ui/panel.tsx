'use client'

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from './icon-button'

type Props = { onClose: () => void; title: string; children: ReactNode }

/**
 * A dialog that is not modal, beside the page: both can be used. The page makes room for it where it can
 * (app/globals.css). The first field with `data-autofocus` gets the focus; Esc inside it closes it, and the focus goes
 * back to where it was.
 */
export function Panel({ onClose, title, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const panel = ref.current
    if (!panel || panel.open) return
    panel.show()
    panel.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [])

  // It gives the focus back only if it is closed before it leaves the page.
  useLayoutEffect(() => {
    const panel = ref.current
    return () => panel?.close()
  }, [])

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      data-panel
      data-print="hide"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
        event.preventDefault()
        onClose()
      }}
      className="fixed inset-y-0 right-0 left-auto z-10 m-0 h-dvh max-h-none w-96 max-w-full flex-col border-y-0 border-r-0 border-l bg-surface p-0 text-ink shadow-overlay open:flex"
    >
      <header className="flex items-center justify-between gap-4 border-b py-3 pr-3 pl-5">
        <h2 id={titleId}>{title}</h2>
        <IconButton label="Close" onClick={onClose}>
          <Icon name="lucide--x" />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-5 pt-4">{children}</div>
    </dialog>
  )
}
