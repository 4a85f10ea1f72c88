import 'server-only'
import { and, asc, desc, isNull, sql } from 'drizzle-orm'
import type { ExportedMovie } from '@/domain/export/formats'
import type { Cursor } from '@/domain/search/cursor'
import type { Search } from '@/domain/search/search'
import type { SortKey } from '@/domain/search/sort'
import { type Access, isOwn } from './buckets/access'
import { type Actor, asActor } from './client'
import { takeSlot } from './long-work'
import { selectValues } from './movies/columns'
import { keyColumn, matchingMovies, positionCondition } from './movies/filter'
import { buckets } from './schema/buckets'
import { movies } from './schema/movies'

const PAGE = 5000
const VALUES = selectValues('movies')

/** A bucket of its owner as an export has it; times are ISO 8601 in UTC. */
export type ExportedBucket = { id: string; name: string; visibility: 'private' | 'everyone'; createdAt: string }

/** A page of an export, and where the next one begins; null after the last. */
export type ExportPage = { movies: ExportedMovie[]; next: Cursor | null }

/** The buckets that a person owns, oldest first, without those in the trash. */
export function listOwnBuckets(actor: Actor): Promise<ExportedBucket[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({ id: buckets.id, name: buckets.name, visibility: buckets.visibility, createdAt: buckets.createdAt })
      .from(buckets)
      .where(and(isOwn, isNull(buckets.deletedAt)))
      .orderBy(buckets.id)
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  })
}

/**
 * Up to 5,000 of the live movies that a search finds, in its order, after a cursor. Each page is a transaction of its
 * own: a slow reader holds no connection, and later pages show what changed meanwhile.
 * @throws what `takeSlot` throws
 */
export async function listExportPage(access: Access, search: Search, after: Cursor | null): Promise<ExportPage> {
  await takeSlot(access)
  const { key, descending } = search.sort
  const direction = descending ? desc : asc
  const position = after ? positionCondition(search.sort, { at: 'after', cursor: after }) : undefined
  // In SQL by hand: mapping rows with Drizzle and times through Date would take half of the whole time.
  const { rows } = await access.db.execute<ExportedMovie & { key: string | number }>(sql`
    select ${VALUES}, ${movies.id}, ${jsonTime(movies.createdAt)} as "createdAt", ${jsonTime(movies.updatedAt)} as "updatedAt",
      ${key === 'title' ? movies.sortTitle : sql`''`} as key
    from ${movies}
    where ${and(await matchingMovies(access, search), position)}
    order by ${direction(keyColumn(key))}, ${direction(movies.id)}
    limit ${PAGE}`)
  for (const row of rows) {
    row.createdAt = isoTime(row.createdAt)
    row.updatedAt = isoTime(row.updatedAt)
  }
  const last = rows.length === PAGE ? rows.at(-1) : undefined
  return { movies: rows, next: last ? { sort: key, key: keyOf(last, key), id: last.id } : null }
}

// As JSON, times are ISO 8601 whatever the server's settings, and much cheaper than with to_char().
function jsonTime(column: typeof movies.createdAt | typeof movies.updatedAt) {
  return sql`to_json(${column} at time zone 'UTC')::text`
}

// Takes `"2026-01-02T03:04:05.67"`, in quotes and without zeros at the end.
function isoTime(json: string): string {
  const text = json.slice(1, -1)
  return text.length === 23 ? `${text}Z` : new Date(`${text}Z`).toISOString()
}

function keyOf(movie: ExportedMovie & { key: string | number }, sort: SortKey): string | number {
  const keys = { title: movie.key, year: movie.releaseYear, length: movie.length, rating: movie.rating }
  return sort === 'added' ? movie.createdAt : keys[sort]
}
