import 'server-only'
import { and, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Change } from '@/domain/change'
import type { TrashedMovie } from '@/domain/movie'
import type { Access } from './buckets'
import { restoreMovies } from './movie-changes'
import { movieColumns, PAGE_SIZE, toMovie } from './movies'
import { movies } from './schema/movies'

/** The most recently deleted 100 movies, and how many there are in all. */
export async function listTrash({ db, bucket }: Access): Promise<{ movies: TrashedMovie[]; total: number }> {
  const inTrash = and(eq(movies.bucketId, bucket.id), sql`deleted_at > now() - interval '30 days'`)
  const [row] = await db.select({ total: count() }).from(movies).where(inTrash)
  const rows = await db
    .select({ ...movieColumns, deletedAt: sql<Date>`${movies.deletedAt}`.mapWith(movies.deletedAt) })
    .from(movies)
    .where(inTrash)
    .orderBy(desc(movies.deletedAt), desc(movies.id))
    .limit(PAGE_SIZE)
  return {
    movies: rows.map(({ deletedAt, ...movie }) => ({ ...toMovie(movie), deletedAt: deletedAt.toISOString() })),
    total: row?.total ?? 0,
  }
}

/** Takes these movies out of the trash; those no longer there are passed over. */
export function restoreFromTrash(access: Access, ids: string[]): Promise<Change> {
  return restoreMovies(access, inArray(movies.id, ids))
}

/** Deletes movies in the trash for good: these, or all of them. Returns how many. */
export async function emptyTrash({ db, bucket }: Access, ids: string[] | 'all'): Promise<number> {
  const result = await db
    .delete(movies)
    .where(
      and(
        eq(movies.bucketId, bucket.id),
        sql`deleted_at is not null`,
        ids === 'all' ? undefined : inArray(movies.id, ids),
      ),
    )
  return result.rowCount ?? 0
}
