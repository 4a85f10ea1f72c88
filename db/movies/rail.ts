import 'server-only'
import { count, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { perVersion } from '@/db/buckets/visits'
import { movies } from '@/db/schema/movies'
import { RAIL_STEPS, type RailMark, railLabel } from '@/domain/search/rail'
import type { Search } from '@/domain/search/search'
import { keyColumn, matchingMovies } from './filter'

type Counts = { total: number; rail: RailMark[] }

/** Counts the movies that a search finds: all of them, and by each mark of the jump rail, in the search's order. */
export function countByMark(access: Access, search: Search): Promise<Counts> {
  return perVersion(access, 'marks', search, () => readCounts(access, search))
}

async function readCounts(access: Access, search: Search): Promise<Counts> {
  const filter = await matchingMovies(access, search)
  const rows = await access.db
    .select({ mark: markOf(search), count: count() })
    .from(movies)
    .where(filter)
    .groupBy(sql`1`)
  const total = rows.reduce((sum, row) => sum + row.count, 0)
  if (search.sort.key === 'added') return { total, rail: [] }
  const order = (a: string, b: string) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)
  const marks = rows.map((row) => ({ mark: row.mark, label: railLabel(search.sort.key, row.mark), count: row.count }))
  marks.sort((a, b) => (search.sort.descending ? order(b.mark, a.mark) : order(a.mark, b.mark)))
  return { total, rail: marks }
}

function markOf({ sort }: Search) {
  const step = RAIL_STEPS[sort.key]
  const key = keyColumn(sort.key)
  if (step) return sql<string>`(${key} / ${sql.raw(String(step))} * ${sql.raw(String(step))})::text`
  if (sort.key === 'added') return sql<string>`''`
  return sql<string>`case when ${key} < 'a' then '#' when ${key} >= '{' then '…' else left(${key}, 1) end`
}

// What sorts before letters comes first, other scripts come last; numbers go by size.
function placeOf(mark: string): number {
  if (mark === '#') return -1
  return mark === '…' ? 100_000 : /^\d+$/.test(mark) ? Number(mark) : 0
}
