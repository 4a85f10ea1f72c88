import type { ReactNode } from 'react'

/** The name of a key, drawn as one. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-sm border border-b-2 bg-sunken px-1 text-center font-body text-xs text-muted">
      {children}
    </kbd>
  )
}
