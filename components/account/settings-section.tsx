import type { ReactNode } from 'react'

type Props = { id: string; title: string; about?: ReactNode; children: ReactNode }

/** A card with a heading, in Settings and on other screens of sections. */
export function SettingsSection({ id, title, about, children }: Props) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 rounded-lg border bg-surface p-4 sm:p-6">
      <div>
        <h2 id={id}>{title}</h2>
        {about && <p className="mt-1 text-muted">{about}</p>}
      </div>
      {children}
    </section>
  )
}

/** A row of a card: text on the left, actions on the right. */
export function SettingsRow({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t py-3 first:border-t-0 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56">{children}</div>
      {actions}
    </li>
  )
}
