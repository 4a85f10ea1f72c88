import type { ReactNode } from 'react'
import { type ButtonSize, buttonClass } from '../ui/button'

type Props = { label: ReactNode; size?: ButtonSize; children: ReactNode }

/** A button that opens what it would do, and the button that does it. Works without JavaScript. */
export function Disclosure({ label, size, children }: Props) {
  return (
    <details className="min-w-0 open:w-full">
      <summary className={buttonClass('quiet', size, 'list-none')}>{label}</summary>
      <div className="mt-2 flex flex-col items-start gap-3 rounded border bg-paper p-4">{children}</div>
    </details>
  )
}
