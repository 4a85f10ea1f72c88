import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { type AppPath, type ListPath, listPath } from '@/domain/paths'
import { monthsLabel } from '@/domain/search/months'
import { formatRange, RANGE_FIELDS, type Range } from '@/domain/search/range'
import { changeSearch, filterOf, isFiltered, type Search } from '@/domain/search/search'
import type { Dropped } from '@/domain/search/tokens'

const LABELS = { year: 'Year', length: 'Length', rating: 'Rating' } as const

type Props = { path: ListPath; search: Search; dropped: Dropped[] }

/**
 * The filters of the list, each with a link that removes it, and the parts of the address that are left out because they
 * do not fit. The words of the search have no chip: it would push the list down while the user types.
 */
export function FilterChips({ path, search, dropped }: Props) {
  const chips: [string, Search][] = []
  for (const format of search.formats) {
    chips.push([format, changeSearch(search, { formats: search.formats.filter((other) => other !== format) })])
  }
  for (const field of RANGE_FIELDS) {
    const range = search[field]
    if (range) chips.push([`${LABELS[field]} ${describeRange(range)}`, changeSearch(search, { [field]: undefined })])
  }
  if (search.added) chips.push([`Added ${monthsLabel(search.added)}`, changeSearch(search, { added: undefined })])
  if (chips.length === 0 && dropped.length === 0) return null
  const { sort, view } = search
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      {chips.map(([label, without]) => (
        <Chip key={label} href={listPath(path, without)} label={label} />
      ))}
      {isFiltered(filterOf(search)) && chips.length + Number(search.q !== '') > 1 && (
        <Link
          href={listPath(path, { q: '', formats: [], sort, view })}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-accent underline sm:min-h-7"
        >
          Clear all
        </Link>
      )}
      {dropped.map(({ parameter, value }) => (
        <p key={parameter + value} className="text-muted">
          Left out: “{parameter}” cannot be “{value}”.
        </p>
      ))}
    </div>
  )
}

function Chip({ href, label }: { href: AppPath; label: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      className="inline-flex min-h-11 items-center gap-1 rounded-full bg-accent-soft pr-2 pl-3 text-ink no-underline hover:underline sm:min-h-7"
    >
      <span className="sr-only">Remove the filter </span>
      {label}
      <Icon name="lucide--x" className="size-3.5" />
    </Link>
  )
}

function describeRange(range: Range): string {
  if (range.min === undefined) return `up to ${range.max}`
  if (range.max === undefined) return `from ${range.min}`
  return formatRange(range).replace('-', '–')
}
