import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { type ListPath, listPath } from '@/domain/paths'
import { type Search, VIEWS } from '@/domain/search/search'

const LABELS = { table: 'Table', shelf: 'Shelf' } as const
const ICONS = { table: 'lucide--rows-3', shelf: 'lucide--library' } as const

/** Table or shelf, with the same movies and the same place in the list. */
export function ViewSwitch({ path, search }: { path: ListPath; search: Search }) {
  return (
    <nav aria-label="View" className="inline-flex rounded border border-control bg-surface p-0.5">
      {VIEWS.map((view) => (
        <Link
          key={view}
          href={listPath(path, { ...search, view })}
          prefetch={false}
          scroll={false}
          aria-current={view === search.view ? 'true' : undefined}
          className="inline-flex min-h-11 items-center gap-1.5 rounded-sm px-3 text-sm font-semibold text-muted no-underline hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink sm:min-h-8"
        >
          <Icon name={ICONS[view]} className="size-4" />
          {LABELS[view]}
        </Link>
      ))}
    </nav>
  )
}
