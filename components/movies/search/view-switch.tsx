import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { type ListPath, listPath } from '@/domain/paths'
import { type Search, VIEWS, type View } from '@/domain/search/search'

const LABELS = { table: 'Table', shelf: 'Shelf' } as const
const ICONS = { table: 'lucide--rows-3', shelf: 'lucide--library' } as const

/** Table or shelf, with the same movies and the same place in the list. A phone has room for the other of the two. */
export function ViewSwitch({ path, search, view: shown }: { path: ListPath; search: Search; view: View }) {
  return (
    <nav
      aria-label="View"
      className="inline-flex rounded border border-control bg-surface p-0.5 max-sm:border-0 max-sm:p-0 max-sm:outline-1 max-sm:-outline-offset-1 max-sm:outline-control"
    >
      {VIEWS.map((view) => (
        <Link
          key={view}
          href={listPath(path, { ...search, view })}
          prefetch={false}
          scroll={false}
          aria-current={view === shown ? 'true' : undefined}
          className="inline-flex min-h-11 items-center gap-1.5 rounded-sm px-3 text-sm font-semibold text-muted no-underline hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink max-sm:w-11 max-sm:justify-center max-sm:px-0 max-sm:aria-[current=true]:hidden sm:min-h-8.5"
        >
          <Icon name={ICONS[view]} className="size-4" />
          <span className="max-sm:sr-only">{LABELS[view]}</span>
        </Link>
      ))}
    </nav>
  )
}
