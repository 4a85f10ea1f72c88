import Link from 'next/link'
import { ROW_STATES, type RowCounts, type RowTab } from '@/domain/import/staged'
import { type ImportPath, withQuery } from '@/domain/paths'
import { formatNumber } from '@/domain/text'

const LABELS: Record<RowTab, string> = {
  ready: 'Ready',
  change: 'Changes',
  duplicate: 'Duplicates',
  incomplete: 'Incomplete',
  problem: 'Problems',
  aside: 'Set aside',
  offers: 'Other file',
}

/** Shown only if there are such rows. */
const RARE: ReadonlySet<RowTab> = new Set(['change', 'incomplete', 'aside', 'offers'])

type Props = { path: ImportPath; counts: RowCounts; offered: number; current: RowTab }

/** The rows of an import in tabs: a link for each state, with the number of its rows. */
export function ImportTabs({ path, counts, offered, current }: Props) {
  const all: Record<RowTab, number> = { ...counts, offers: offered }
  const shown = [...ROW_STATES, 'offers' as const].filter((tab) => !RARE.has(tab) || all[tab] > 0)
  return (
    <nav aria-label="Rows of the file" className="flex flex-wrap gap-x-1 border-b">
      {shown.map((state) => (
        <Link
          key={state}
          href={withQuery(path, { tab: state })}
          prefetch={false}
          scroll={false}
          aria-current={state === current ? 'page' : undefined}
          className="-mb-px inline-flex min-h-11 items-center gap-2 rounded-t border-b-3 border-transparent px-3 max-sm:gap-1 max-sm:px-1.5 max-sm:text-sm font-semibold text-muted no-underline hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {LABELS[state]}
          <span className="rounded-full bg-sunken px-2 text-sm max-sm:px-1.5">{formatNumber(all[state])}</span>
        </Link>
      ))}
    </nav>
  )
}
