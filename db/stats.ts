import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Format } from '@/domain/movies/movie'
import { type Filter, filterOf } from '@/domain/search/search'
import { type Landmark, type Landmarks, type StatCount, type Stats, summarize } from '@/domain/stats/stats'
import type { Access } from './buckets/access'
import { perVersion } from './buckets/visits'
import { asLongTransaction } from './long-work'
import { matchingMovies } from './movies/filter'
import { movies } from './schema/movies'

type GroupRow = {
  releaseYear: number | null
  format: Format | null
  length: number | null
  rating: number | null
  month: string | null
  count: number
}

/**
 * The figures of the live movies that a filter finds, in two statements; the first reads each movie once.
 * @throws what `asLongTransaction` throws
 */
export function getStats(access: Access, filter: Filter): Promise<Stats> {
  return asLongTransaction(access, () =>
    perVersion(access, 'statistics', filterOf(filter), () => readStats(access, filter)),
  )
}

async function readStats(access: Access, filter: Filter): Promise<Stats> {
  const found = await matchingMovies(access, filter)
  const month = sql`date_trunc('month', ${movies.createdAt} at time zone 'UTC')`
  // Every exact year and length: decades, bands, sums and the median follow from them.
  const { rows } = await access.db.execute<GroupRow>(sql`
    select ${movies.releaseYear} as "releaseYear", ${movies.format}, ${movies.length}, ${movies.rating},
      to_char(month, 'YYYY-MM') as month, count(*)::int as count
    from ${movies}, lateral (select ${month} as month) added
    where ${found}
    group by grouping sets ((${movies.releaseYear}, ${movies.format}), (${movies.length}), (${movies.rating}), (month))`)
  const counts = rows.map(toCount)
  return summarize(counts, await findLandmarks(access, found, counts))
}

// A grouping set has null for every value that it does not group by, and no movie has nulls.
function toCount({ releaseYear, format, length, rating, month, count }: GroupRow): StatCount {
  if (releaseYear !== null && format !== null) return { releaseYear, format, count }
  if (length !== null) return { length, count }
  if (rating !== null) return { rating, count }
  return { month: month ?? '', count }
}

async function findLandmarks({ db }: Access, found: SQL | undefined, counts: StatCount[]): Promise<Landmarks | null> {
  const years = counts.flatMap((row) => ('releaseYear' in row ? [row.releaseYear] : []))
  const lengths = counts.flatMap((row) => ('length' in row ? [row.length] : []))
  if (years.length === 0) return null
  // The extremes are known by now, so an index finds one: in order of title it might be the last movie of the bucket.
  const first = (condition: SQL) =>
    db
      .select({ title: movies.title, releaseYear: movies.releaseYear, length: movies.length })
      .from(movies)
      .where(and(found, condition))
      .orderBy(movies.sortTitle, movies.id)
      .limit(1)
  const parts = {
    oldest: first(eq(movies.releaseYear, Math.min(...years))),
    newest: first(eq(movies.releaseYear, Math.max(...years))),
    shortest: first(eq(movies.length, Math.min(...lengths))),
    longest: first(eq(movies.length, Math.max(...lengths))),
  }
  const selects = Object.entries(parts).map(
    ([name, select]) => sql`(select ${name} as name, it.* from ${select.as('it')})`,
  )
  const { rows } = await db.execute<{ name: keyof Landmarks; title: string; release_year: number; length: number }>(
    sql.join(selects, sql` union all `),
  )
  const byName = rows.map(({ name, title, release_year, length }): [string, Landmark] => [
    name,
    { title, releaseYear: release_year, length },
  ])
  return Object.fromEntries(byName) as Landmarks
}
