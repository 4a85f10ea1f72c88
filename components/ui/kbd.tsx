import type { ReactNode } from 'react'

/** The name of a key, drawn as a key in the colour of the surrounding text. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-sm border border-b-2 border-current/40 bg-current/6 px-1 text-center font-body text-xs">
      {children}
    </kbd>
  )
}
