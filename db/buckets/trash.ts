import 'server-only'
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { isId } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { AppError } from '@/domain/result'

/** The condition that a bucket can still be taken out of its owner's trash. */
export const restorable = sql`${buckets.deletedAt} > now() - interval '30 days'`

/**
 * Takes a bucket of one's own out of the trash, with its movies and its audience.
 * @throws {AppError} `not_found` if it is not there, or there for more than 30 days
 */
export function restoreBucket(actor: Actor, bucketId: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    const restored = await db
      .update(buckets)
      .set({ deletedAt: null })
      .where(trashed(actor, bucketId, restorable))
    if (!restored.rowCount) throw new AppError('not_found', NOT_IN_TRASH)
  })
}

/**
 * Deletes a bucket in one's own trash for good, with all its movies. There is no way back.
 * @throws {AppError} `not_found` if it is not there
 */
export function destroyBucket(actor: Actor, bucketId: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    const destroyed = await db.delete(buckets).where(trashed(actor, bucketId, isNotNull(buckets.deletedAt)))
    if (!destroyed.rowCount) throw new AppError('not_found', NOT_IN_TRASH)
  })
}

const NOT_IN_TRASH = 'This bucket is not in your trash: it was restored, or it is gone for good.'

function trashed({ userId }: Actor, bucketId: string, condition: SQL): SQL | undefined {
  return isId(bucketId) ? and(eq(buckets.id, bucketId), eq(buckets.ownerId, userId), condition) : sql`false`
}
