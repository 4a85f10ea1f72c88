import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { AppError } from '@/domain/result'
import { can, type Operation, type Role } from '@/domain/roles'
import { type Actor, asActor, type Database } from './client'
import { isId } from './ids'
import { buckets } from './schema'

/** A bucket as one person sees it. */
export type Bucket = { id: string; name: string; visibility: 'private' | 'everyone'; role: Role }

/** An open bucket in a transaction, for somebody who may do the operation it was opened for. */
export type Access = { db: Database; bucket: Bucket; userId: string | null }

const NOT_FOUND = 'This bucket does not exist, or you may not see it.'
const READS: ReadonlySet<Operation> = new Set<Operation>(['readMovies', 'readTrash'])

/**
 * Opens a bucket for one operation and runs `work` in one transaction. The first wall: what the person may not
 * see does not exist, what they may see but not do is forbidden.
 * @throws {AppError} `not_found`, `unauthenticated` or `forbidden`, and what `asActor` throws
 */
export function inBucket<T>(
  actor: Actor | null,
  bucketId: string,
  operation: Operation,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  if (!isId(bucketId)) return Promise.reject(new AppError('not_found', NOT_FOUND))
  return asActor(actor, { write: !READS.has(operation), openBucket: bucketId }, async (db) => {
    const bucket = await findBucket(db, bucketId)
    if (!bucket) throw new AppError('not_found', NOT_FOUND)
    if (!can(bucket.role, operation)) {
      if (!actor) throw new AppError('unauthenticated', 'Sign in to do this.')
      throw new AppError('forbidden', `You can look at “${bucket.name}” but not change it.`)
    }
    return work({ db, bucket, userId: actor?.userId ?? null })
  })
}

/** The buckets somebody owns or was given, their own first, oldest first. */
export function listBuckets(actor: Actor): Promise<Bucket[]> {
  return asActor(actor, { write: false }, (db) =>
    db.select(bucketColumns).from(buckets).orderBy(sql`${buckets.ownerId} <> actor_id()`, buckets.id),
  )
}

/** The id of the bucket a person works in from the first sign-in on. Null if all of their own were deleted. */
export function findFirstBucketId(actor: Actor): Promise<string | null> {
  return asActor(actor, { write: false }, async (db) => {
    const [first] = await db
      .select({ id: buckets.id })
      .from(buckets)
      .where(eq(buckets.ownerId, actor.userId))
      .orderBy(buckets.id)
      .limit(1)
    return first?.id ?? null
  })
}

const bucketColumns = {
  id: buckets.id,
  name: buckets.name,
  visibility: buckets.visibility,
  role: sql<Role>`(select max(r.role) from bucket_roles() r where r.bucket_id = ${buckets.id})`,
}

async function findBucket(db: Database, id: string): Promise<Bucket | undefined> {
  const [bucket] = await db.select(bucketColumns).from(buckets).where(eq(buckets.id, id))
  return bucket
}

/** Renames a bucket; the name is already trimmed and 1 to 50 characters. */
export async function renameBucket({ db, bucket }: Access, name: string): Promise<void> {
  await db.update(buckets).set({ name }).where(eq(buckets.id, bucket.id))
}
