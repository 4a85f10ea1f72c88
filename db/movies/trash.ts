import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Access, requireStill } from '@/db/buckets/access'
import { asWholeBucket } from '@/db/buckets/whole'
import { isId, newId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import type { Change, WriteOutcome } from '@/domain/movies/change'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { isMovie, type Versions } from './patch'
import { findMovie } from './read'
import { inParts, lockMovies, recordChange } from './record'

/** The condition that a movie is in the trash: an expired one is nowhere, though it may not have been purged yet. */
export const inTrash = sql.raw(`deleted_at > now() - interval '${TRASH_DAYS} days'`)

/** Moves a live movie into the trash; the one in the outcome is as it was. */
export async function trashMovie(access: Access, id: string, versions?: Versions): Promise<WriteOutcome> {
  const movie = await findMovie(access, id)
  if (!movie) {
    await requireStill(access, 'deleteMovies')
    return { id, status: 'gone' }
  }
  const { changeId, count } = await trashMovies(access, isMovie(id, versions))
  if (count) return { id, status: 'saved', movie, changeId }
  const current = await findMovie(access, id)
  return current ? { id, status: 'conflict', movie: current } : { id, status: 'gone' }
}

/** Takes a movie out of the trash. `added`: it is back; `saved`: it was not in the trash. */
export async function restoreMovie(access: Access, id: string): Promise<WriteOutcome> {
  if (!isId(id)) return { id, status: 'gone' }
  const { changeId, count } = await restoreMovies(access, isMovie(id))
  const movie = await findMovie(access, id)
  if (count && !movie) await requireStill(access, 'restoreMovies')
  return movie ? { id, status: count ? 'added' : 'saved', movie, changeId } : { id, status: 'gone' }
}

/** Takes these movies out of the trash; ids of movies that are not in it do nothing. */
export function restoreFromTrash(access: Access, ids: string[]): Promise<Change> {
  return restoreMovies(access, inArray(movies.id, ids))
}

/** Moves every live movie that a condition finds into the trash, where it stays 30 days; versions stay as they are. */
export async function trashMovies(
  access: Access,
  condition: SQL | undefined,
  changeId: string = newId(),
): Promise<Change> {
  const ids = await lockMovies(access, sql`deleted_at is null and ${condition}`)
  await trashLocked(access, ids, changeId)
  return { changeId, count: ids.length }
}

/** The same for live movies that `lockMovies` locked, as part of a change. */
export async function trashLocked(access: Access, ids: readonly string[], changeId: string): Promise<void> {
  await inParts(access, ids, (some) =>
    recordChange(
      access,
      { changeId, kind: 'delete' },
      sql`update movies set deleted_at = now(), deleted_by = ${access.userId}::uuid
        where bucket_id = ${access.bucket.id}::uuid and id = any(${some})
        returning id, version`,
    ),
  )
}

/** Takes every movie that a condition finds out of the trash, as it was; expired ones stay. */
export async function restoreMovies(access: Access, condition: SQL, changeId: string = newId()): Promise<Change> {
  const ids = await lockMovies(access, sql`${inTrash} and ${condition}`)
  await inParts(access, ids, (some) =>
    recordChange(
      access,
      { changeId, kind: 'restore' },
      sql`update movies set deleted_at = null, deleted_by = null
        where bucket_id = ${access.bucket.id}::uuid and id = any(${some})
        returning id, version`,
    ),
  )
  return { changeId, count: ids.length }
}

/**
 * Deletes movies in the trash for good: these, or all that were deleted until a time (ISO 8601, UTC), so that a movie
 * deleted after the user looked stays. Returns how many.
 */
export function emptyTrash(access: Access, which: string[] | { until: string }): Promise<number> {
  return Array.isArray(which) ? deleteTrashed(access, which) : asWholeBucket(access, () => deleteTrashed(access, which))
}

async function deleteTrashed(access: Access, which: string[] | { until: string }): Promise<number> {
  const { db, bucket } = access
  const chosen = Array.isArray(which) ? inArray(movies.id, which) : sql`deleted_at <= ${which.until}::timestamptz`
  const result = await db.delete(movies).where(and(eq(movies.bucketId, bucket.id), sql`deleted_at is not null`, chosen))
  if (!result.rowCount) await requireStill(access, 'emptyTrash')
  return result.rowCount ?? 0
}
