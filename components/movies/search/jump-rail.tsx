import Link from 'next/link'
import { type ListPath, listPath } from '@/domain/paths'
import type { RailMark } from '@/domain/search/rail'
import { changeSearch, type Search } from '@/domain/search/search'
import { counted, formatNumber } from '@/domain/text'

type Props = {
  path: ListPath
  search: Search
  marks: RailMark[]
  /** The mark of the page's first row. */
  here?: string
}

/**
 * Counted links into a long list, in its order: letters, decades, stars. They replace endless scrolling. On a phone they
 * are one line that scrolls sideways.
 */
export function JumpRail({ path, search, marks, here }: Props) {
  if (marks.length < 2) return null
  return (
    <nav aria-label="Jump to">
      <ul className="flex gap-1 max-sm:-mx-4 max-sm:scroll-px-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap">
        {marks.map(({ mark, label, count }) => (
          <li key={mark} className={mark === here ? '[scroll-initial-target:nearest]' : undefined}>
            <Link
              href={listPath(path, changeSearch(search, { position: { at: 'from', mark } }))}
              prefetch={false}
              aria-current={mark === here ? 'true' : undefined}
              aria-label={`${label}, ${counted(count, 'movie')}`}
              className="flex min-h-11 min-w-11 flex-col sm:min-w-8 items-center justify-center rounded-sm border border-transparent px-1.5 text-sm leading-tight font-semibold whitespace-nowrap text-ink no-underline hover:border-control hover:bg-surface aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft sm:min-h-10"
            >
              {label}
              <span className="text-xs font-normal text-muted">{formatNumber(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
