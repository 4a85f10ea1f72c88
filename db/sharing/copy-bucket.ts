import 'server-only'
import { type Access, alsoInBucket, inBucket } from '@/db/buckets/access'
import { insertBucket } from '@/db/buckets/write'
import { type Actor, asActor } from '@/db/client'
import { copySelection } from '@/db/movies/move'

/**
 * Copies every movie of a bucket that a person may read into one they may change, or (null) into a new one of their
 * own with the same name. Returns that bucket and how many were copied; in it this is one change, which can be undone.
 * @throws {AppError} as `inBucket` does for both, `invalid` if they are the same
 */
export function copyToMine(
  actor: Actor,
  sourceId: string,
  targetId: string | null,
): Promise<{ bucketId: string; count: number }> {
  const copy = async (target: Access) => {
    const { count } = await copySelection(target, sourceId, { matching: '', except: [] })
    return { bucketId: target.bucket.id, count }
  }
  if (targetId !== null) return inBucket(actor, targetId, 'addMovies', copy)
  return asActor(actor, { write: true }, async (db) => {
    const who = { db, userId: actor.userId }
    const { bucket } = await alsoInBucket(who, sourceId, 'readMovies')
    const id = await insertBucket(db, actor, bucket.name)
    return copy(await alsoInBucket(who, id, 'addMovies'))
  })
}
