import type { ReactNode } from 'react'

type Props = { title: string; children?: ReactNode; actions?: ReactNode; picture?: ReactNode }

/** Replaces an empty list: says that it is empty, and what to do. */
export function EmptyState({ title, children, actions, picture }: Props) {
  return (
    <section className="mx-auto flex max-w-xl flex-col items-center gap-4 px-4 py-12 text-center">
      {picture}
      <h2>{title}</h2>
      {children && <div className="text-muted">{children}</div>}
      {actions && <div className="flex flex-wrap justify-center gap-2">{actions}</div>}
    </section>
  )
}
