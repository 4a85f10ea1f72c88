import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Movie } from '@/domain/movie'
import { inBucket } from './buckets'
import { type Actor, asActor } from './client'
import { movieColumns, toMovie } from './movies'
import { buckets, movies } from './schema'

const PAGE = 1000

/** A bucket of one's own as an export has it; times ISO 8601 in UTC. */
export type ExportedBucket = { id: string; name: string; visibility: 'private' | 'everyone'; createdAt: string }

/** The buckets somebody owns, oldest first. */
export function listOwnBuckets(actor: Actor): Promise<ExportedBucket[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({ id: buckets.id, name: buckets.name, visibility: buckets.visibility, createdAt: buckets.createdAt })
      .from(buckets)
      .where(eq(buckets.ownerId, actor.userId))
      .orderBy(buckets.id)
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  })
}

/**
 * Up to 1,000 live movies of a bucket by id, from the one after `after` on; fewer mean that they were the last.
 * A transaction a page: a slow reader holds no connection, and sees what changes meanwhile in later pages.
 */
export function listMoviesById(actor: Actor, bucketId: string, after: string | undefined): Promise<Movie[]> {
  return inBucket(actor, bucketId, 'readMovies', async ({ db, bucket }) => {
    const rows = await db
      .select(movieColumns)
      .from(movies)
      .where(
        and(
          eq(movies.bucketId, bucket.id),
          after === undefined ? undefined : gt(movies.id, after),
          sql`deleted_at is null`,
        ),
      )
      .orderBy(movies.id)
      .limit(PAGE)
    return rows.map(toMovie)
  })
}
