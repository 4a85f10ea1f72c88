import type { Route } from 'next'
import { listHref } from '@/components/movies/hrefs'
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
 * The table's headings with the order each one leads to: the other way round if it is sorted by already. With
 * `together` who changed a movie last has a column.
 */
export function columnHeads(path: Route, search: Search, { together = false } = {}): ColumnHead[] {
  const columns = together ? [...COLUMNS, { label: 'Changed' }] : COLUMNS
  return columns.map(({ label, key }) => {
    if (!key) return { label }
    const current = search.sort.key === key
    // The best come first: one rarely looks for the worst.
    const descending = current ? !search.sort.descending : key === 'rating'
    const href = listHref(path, changeSearch(search, { sort: { key, descending } }))
    return { label, key, href, ...(current && { sorted: search.sort.descending ? 'descending' : 'ascending' }) }
  })
}
