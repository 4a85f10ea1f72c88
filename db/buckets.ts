import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/domain/result'
import { can, LEAST_ROLE, type Operation, READS, type Role } from '@/domain/roles'
import { type Actor, asActor, type Database } from './client'
import { isId, isPublicKey } from './ids'
import { buckets } from './schema'

/** A bucket as one person sees it; only its owner is shown the public page's key. */
export type Bucket = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  role: Role
  ownerId: string
  publicKey: string | null
  searchable: boolean
}

/** An open bucket in a transaction, for somebody who may do the operation it was opened for. */
export type Access = { db: Database; bucket: Bucket; userId: string | null }

const NOT_FOUND = 'This bucket does not exist, or you may not see it.'

/**
 * Opens a bucket, by its id or its public page's key, for one operation and runs `work` in one transaction. The
 * first wall: what the person may not see does not exist, what they may see but not do is forbidden.
 * @throws {AppError} `not_found`, `unauthenticated` or `forbidden`, and what `asActor` throws
 */
export function inBucket<T>(
  actor: Actor | null,
  address: string,
  operation: Operation,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const byKey = isPublicKey(address)
  if (!byKey && !isId(address)) return Promise.reject(new AppError('not_found', NOT_FOUND))
  const scope = { write: !READS.has(operation), ...(byKey && { openKey: address }) }
  return asActor(actor, scope, async (db) => {
    const bucket = await findBucket(db, byKey ? eq(buckets.publicKey, address) : eq(buckets.id, address))
    if (!bucket) throw new AppError('not_found', NOT_FOUND)
    if (!can(bucket.role, operation)) {
      if (!actor) throw new AppError('unauthenticated', 'Sign in to do this.')
      throw new AppError('forbidden', refusal(bucket, operation))
    }
    return work({ db, bucket, userId: actor?.userId ?? null })
  })
}

function refusal({ name, role }: Bucket, operation: Operation): string {
  if (LEAST_ROLE[operation] === 'owner') return `Only the owner of “${name}” can do this.`
  return role === 'owner' ? `“${name}” is your own.` : `You can look at “${name}” but not change it.`
}

/** The buckets somebody owns or was given, their own first, oldest first. */
export function listBuckets(actor: Actor): Promise<Bucket[]> {
  return asActor(actor, { write: false }, (db) =>
    db
      .select(bucketColumns)
      .from(buckets)
      .where(isNull(buckets.deletedAt))
      .orderBy(sql`${buckets.ownerId} <> actor_id()`, buckets.id),
  )
}

/** The id of the bucket a person works in from the first sign-in on. Null if all of their own were deleted. */
export function findFirstBucketId(actor: Actor): Promise<string | null> {
  return asActor(actor, { write: false }, async (db) => {
    const [first] = await db
      .select({ id: buckets.id })
      .from(buckets)
      .where(and(eq(buckets.ownerId, actor.userId), isNull(buckets.deletedAt)))
      .orderBy(buckets.id)
      .limit(1)
    return first?.id ?? null
  })
}

const isMine = sql<boolean>`${buckets.ownerId} = actor_id()`
const bucketColumns = {
  id: buckets.id,
  name: buckets.name,
  visibility: buckets.visibility,
  role: sql<Role>`(select max(r.role) from bucket_roles() r where r.bucket_id = ${buckets.id})`,
  ownerId: buckets.ownerId,
  publicKey: sql<string | null>`case when ${isMine} then ${buckets.publicKey} end`,
  searchable: buckets.searchable,
}

async function findBucket(db: Database, which: SQL): Promise<Bucket | undefined> {
  const [bucket] = await db
    .select(bucketColumns)
    .from(buckets)
    .where(and(which, isNull(buckets.deletedAt)))
  return bucket
}

/** Renames a bucket; the name is already trimmed and 1 to 50 characters. */
export async function renameBucket({ db, bucket }: Access, name: string): Promise<void> {
  await db.update(buckets).set({ name }).where(eq(buckets.id, bucket.id))
}
