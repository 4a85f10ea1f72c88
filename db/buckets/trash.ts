import 'server-only'
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { isId } from '@/db/ids'
import { asLongTransaction } from '@/db/long-work'
import { buckets } from '@/db/schema/buckets'
import { AppError } from '@/domain/result'
import { isOwn } from './access'

/** The condition that a deleted bucket can still be restored. */
export const restorable = sql`${buckets.deletedAt} > now() - interval '30 days'`

/**
 * Restores a bucket from its owner's trash, with its movies and grants.
 * @throws {AppError} `not_found` if it is not in the actor's trash, or has been for more than 30 days
 */
export function restoreBucket(actor: Actor, bucketId: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    const restored = await db.update(buckets).set({ deletedAt: null }).where(trashed(bucketId, restorable))
    if (!restored.rowCount) throw new AppError('not_found', NOT_IN_TRASH)
  })
}

/**
 * Deletes a bucket in its owner's trash for good, with all its movies. There is no way back.
 * @throws {AppError} `not_found` if it is not in the actor's trash
 */
export function destroyBucket(actor: Actor, bucketId: string): Promise<void> {
  return asActor(actor, { write: true }, (db) =>
    asLongTransaction({ db, ...actor }, async () => {
      const destroyed = await db.delete(buckets).where(trashed(bucketId, isNotNull(buckets.deletedAt)))
      if (!destroyed.rowCount) throw new AppError('not_found', NOT_IN_TRASH)
    }),
  )
}

const NOT_IN_TRASH = 'This bucket is not in your trash: it was restored, or deleted for good.'

function trashed(bucketId: string, condition: SQL): SQL | undefined {
  return isId(bucketId) ? and(eq(buckets.id, bucketId), isOwn, condition) : sql`false`
}
