import 'server-only'
import { and, count, desc, eq, inArray, max, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import type { Change } from '@/domain/movies/change'
import type { TrashedMovie } from '@/domain/movies/movie'
import { movieColumns, toMovie } from './columns'
import { PAGE_SIZE } from './read'
import { inTrash, restoreMovies } from './write'

/**
 * A page of the trash, the latest deletion first. `newest` is when the latest was made (ISO 8601, UTC), null where
 * nothing is; `next` is where the page after this one begins.
 */
export type TrashPage = { movies: TrashedMovie[]; total: number; newest: string | null; next: string | null }

/** Up to 100 deleted movies from a place on, as `next` of the page before says it; anything else is the beginning. */
export async function listTrash({ db, bucket }: Access, from?: string): Promise<TrashPage> {
  const here = and(eq(movies.bucketId, bucket.id), inTrash)
  const [all] = await db
    .select({ total: count(), newest: max(movies.deletedAt) })
    .from(movies)
    .where(here)
  const rows = await db
    .select({ ...movieColumns, deletedAt: sql<Date>`${movies.deletedAt}`.mapWith(movies.deletedAt) })
    .from(movies)
    .where(and(here, after(from)))
    .orderBy(desc(movies.deletedAt), desc(movies.id))
    .limit(PAGE_SIZE + 1)
  const page = rows
    .slice(0, PAGE_SIZE)
    .map(({ deletedAt, ...movie }) => ({ ...toMovie(movie), deletedAt: deletedAt.toISOString() }))
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined
  return {
    movies: page,
    total: all?.total ?? 0,
    newest: all?.newest?.toISOString() ?? null,
    next: last ? `${last.deletedAt}_${last.id}` : null,
  }
}

function after(from: string | undefined): SQL | undefined {
  const [time = '', id = ''] = from?.split('_') ?? []
  if (!isTime(time) || !isId(id)) return undefined
  return sql`(deleted_at, id) < (${time}::timestamptz, ${id}::uuid)`
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))

/** Takes these movies out of the trash; those no longer there are passed over. */
export function restoreFromTrash(access: Access, ids: string[]): Promise<Change> {
  return restoreMovies(access, inArray(movies.id, ids))
}

/**
 * Deletes movies in the trash for good: these, or all that were deleted until a time (ISO 8601, UTC), so that nothing
 * goes that came there after somebody looked. Returns how many.
 */
export async function emptyTrash({ db, bucket }: Access, which: string[] | { until: string }): Promise<number> {
  const chosen = Array.isArray(which) ? inArray(movies.id, which) : sql`deleted_at <= ${which.until}::timestamptz`
  const result = await db.delete(movies).where(and(eq(movies.bucketId, bucket.id), sql`deleted_at is not null`, chosen))
  return result.rowCount ?? 0
}
