import type { Route } from 'next'
import Link from 'next/link'
import type { RailMark } from '@/domain/rail'
import { changeSearch, type Search } from '@/domain/search'
import { listHref } from './hrefs'

type Props = { path: Route; search: Search; marks: RailMark[] }

/** Counted links into a long list, in its order: letters, decades, stars. In place of endless scrolling. */
export function JumpRail({ path, search, marks }: Props) {
  if (marks.length < 2) return null
  const here = search.position?.at === 'from' ? search.position.mark : undefined
  return (
    <nav aria-label="Jump to">
      <ul className="flex flex-wrap gap-1 max-sm:grid max-sm:grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))]">
        {marks.map(({ mark, label, count }) => (
          <li key={mark}>
            <Link
              href={listHref(path, changeSearch(search, { position: { at: 'from', mark } }))}
              prefetch={false}
              aria-current={mark === here ? 'true' : undefined}
              aria-label={`${label}, ${count.toLocaleString('en')} ${count === 1 ? 'movie' : 'movies'}`}
              className="flex min-h-11 min-w-8 flex-col items-center justify-center rounded-sm border border-transparent px-1.5 text-sm leading-tight font-semibold text-ink no-underline hover:border-control hover:bg-surface aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft sm:min-h-10"
            >
              {label}
              <span className="text-xs font-normal text-muted">{count.toLocaleString('en')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
