import { type ListPath, listPath } from '@/domain/paths'
import { changeSearch, type Search } from '@/domain/search/search'
import type { SortKey } from '@/domain/search/sort'
import type { ColumnHead } from './movie-table'

const COLUMNS: { label: string; key?: SortKey }[] = [
  { label: 'Title', key: 'title' },
  { label: 'Format' },
  { label: 'Length', key: 'length' },
  { label: 'Year', key: 'year' },
  { label: 'Rating', key: 'rating' },
]

/**
 * The table's headings with the order that each leads to: the reverse of the present one if the table is sorted by it.
 * With `together`, the last edit has a column.
 */
export function columnHeads(path: ListPath, search: Search, { together = false } = {}): ColumnHead[] {
  const columns = together ? [...COLUMNS, { label: 'Changed' }] : COLUMNS
  return columns.map(({ label, key }) => {
    if (!key) return { label }
    const current = search.sort.key === key
    // Best first: few readers look for the worst.
    const descending = current ? !search.sort.descending : key === 'rating'
    const href = listPath(path, changeSearch(search, { sort: { key, descending } }))
    return { label, key, href, ...(current && { sorted: search.sort.descending ? 'descending' : 'ascending' }) }
  })
}
