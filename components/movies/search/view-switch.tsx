import { Library, Rows3 } from 'lucide-react'
import Link from 'next/link'
import { type ListPath, listPath } from '@/domain/paths'
import { type Search, VIEWS } from '@/domain/search/search'

const LABELS = { table: 'Table', shelf: 'Shelf' } as const
const ICONS = { table: Rows3, shelf: Library } as const

/** Table or shelf, with the same movies and the same place in the list. */
export function ViewSwitch({ path, search }: { path: ListPath; search: Search }) {
  return (
    <nav aria-label="View" className="inline-flex rounded border border-control bg-surface p-0.5">
      {VIEWS.map((view) => {
        const Icon = ICONS[view]
        return (
          <Link
            key={view}
            href={listPath(path, { ...search, view })}
            prefetch={false}
            scroll={false}
            aria-current={view === search.view ? 'true' : undefined}
            className="inline-flex min-h-11 items-center gap-1.5 rounded-sm px-3 text-sm font-semibold text-muted no-underline hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink sm:min-h-8"
          >
            <Icon aria-hidden size={16} />
            {LABELS[view]}
          </Link>
        )
      })}
    </nav>
  )
}
