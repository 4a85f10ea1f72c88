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
 * Counted links into a long list, in its order: letters, decades, stars. They replace endless scrolling. They are one
 * line that scrolls sideways where it is too long: the mark of this page has to scroll in it, never the page.
 */
export function JumpRail({ path, search, marks, here }: Props) {
  if (marks.length < 2) return null
  return (
    <nav aria-label="Jump to">
      <ul className="-mx-4 flex scroll-px-4 [scrollbar-width:none] gap-0.5 overflow-x-auto px-4">
        {marks.map(({ mark, label, count }) => (
          <li key={mark} className={mark === here ? '[scroll-initial-target:nearest]' : undefined}>
            <Link
              href={listPath(path, changeSearch(search, { position: { at: 'from', mark } }))}
              prefetch={false}
              aria-current={mark === here ? 'true' : undefined}
              aria-label={`${label}, ${counted(count, 'movie')}`}
              className="flex min-h-11 min-w-11 flex-col items-center justify-center gap-px rounded-sm px-1.5 text-sm leading-none font-semibold whitespace-nowrap text-ink no-underline -outline-offset-2 hover:bg-ink/8 aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent sm:min-h-7 sm:min-w-8"
            >
              {label}
              <span className="text-[0.6875rem] leading-none font-normal text-muted">{formatNumber(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
