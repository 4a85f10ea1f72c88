import type { ReactNode } from 'react'

// Not in menu.tsx: the server uses the class as well, and has of a client's module only its components.

/** An entry of a menu: a link or a button over its whole width. */
export const menuItem =
  'flex min-h-11 w-full items-center gap-2 rounded-sm px-3 text-left text-ink no-underline hover:bg-ink/8 sm:min-h-9'

/** The heading of some entries. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="px-3 pt-2 pb-1 text-sm font-semibold text-muted">{children}</p>
}
