import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { isId, isPublicKey } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { AppError } from '@/domain/result'
import { can, LEAST_ROLE, type Operation, READS, type Role } from '@/domain/sharing/roles'

/** A bucket as one person sees it; `publicKey` is null for everyone but its owner. */
export type Bucket = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  role: Role
  publicKey: string | null
  searchable: boolean
}

/** A bucket, opened in a transaction for a person who may do the operation it was opened for. */
export type Access = { db: Database; bucket: Bucket; userId: string | null }

/** The refusal of a bucket that does not exist or that the person may not see. */
export const bucketNotFound = () => new AppError('not_found', 'This bucket does not exist, or you may not see it.')

/**
 * Opens a bucket, by its id or its public page's key, for one operation and runs `work` in one transaction. This is the
 * first wall: a bucket that the person may not see does not exist, an operation that their role lacks is forbidden.
 * @throws {AppError} `not_found`, `unauthenticated` or `forbidden`, and what `asActor` throws
 */
export function inBucket<T>(
  actor: Actor | null,
  address: string,
  operation: Operation,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const byKey = isPublicKey(address)
  if (!byKey && !isId(address)) return Promise.reject(bucketNotFound())
  const scope = { write: !READS.has(operation), ...(byKey && { openKey: address }) }
  // Only the key lets a visitor in.
  const id = byKey ? sql`(select r.bucket_id from bucket_roles() r where r.role = 'visitor')` : sql`${address}::uuid`
  return asActor(actor, scope, async (db) => work(await open(db, actor?.userId ?? null, id, operation)))
}

/**
 * Opens the actor's oldest own bucket, as `inBucket` opens one by its id.
 * @throws {AppError} `not_found` if they have none, and what `asActor` throws
 */
export function inFirstBucket<T>(actor: Actor, operation: Operation, work: (access: Access) => Promise<T>): Promise<T> {
  const first = sql`(select b.id from buckets b
    where b.id = any(array(select owned_buckets())) and b.deleted_at is null order by b.id limit 1)`
  return asActor(actor, { write: !READS.has(operation) }, async (db) =>
    work(await open(db, actor.userId, first, operation)),
  )
}

/**
 * Opens the bucket of a movie for reading, among those that the actor owns or has a grant in; if several hold a movie
 * with this id, one of the actor's own.
 * @throws {AppError} `not_found` if none of them has the movie, or only in its trash, and what `asActor` throws
 */
export function inBucketOfMovie<T>(actor: Actor, movieId: string, work: (access: Access) => Promise<T>): Promise<T> {
  if (!isId(movieId)) return Promise.reject(bucketNotFound())
  const holding = sql`(select m.bucket_id from movies m
    where m.bucket_id = any(array(select readable_buckets())) and m.id = ${movieId}::uuid and m.deleted_at is null
    order by m.bucket_id = any(array(select owned_buckets())) desc, m.bucket_id limit 1)`
  return asActor(actor, { write: false }, async (db) => work(await open(db, actor.userId, holding, 'readMovies')))
}

/**
 * Opens a second bucket for an operation, in the transaction and for the person of an open one.
 * @throws {AppError} `not_found` or `forbidden`
 */
export async function alsoInBucket(
  { db, userId }: Pick<Access, 'db' | 'userId'>,
  bucketId: string,
  operation: Operation,
): Promise<Access> {
  if (!isId(bucketId)) throw bucketNotFound()
  return open(db, userId, sql`${bucketId}::uuid`, operation)
}

/**
 * Checks, after a statement that found nothing to do, that the person may still do the operation. The policies decide
 * again in each statement, so nothing may be left for a person who lost their role during the transaction.
 * @throws {AppError} `not_found` or `forbidden`, which rolls the transaction back
 */
export async function requireStill(access: Access, operation: Operation): Promise<void> {
  await alsoInBucket(access, access.bucket.id, operation)
}

/**
 * Checks, after a write, that it touched every row that was noted or counted before.
 * @throws {AppError} `not_found` or `forbidden` if the person lost their role meanwhile, else `unavailable`; each rolls
 * the transaction back
 */
export async function requireTouched(
  access: Access,
  operation: Operation,
  touched: number | null,
  expected: number,
): Promise<void> {
  if (touched === expected) return
  await requireStill(access, operation)
  throw new AppError('unavailable', 'Others changed the same rows at the same time. Nothing was changed: try again.')
}

async function open(db: Database, userId: string | null, id: SQL, operation: Operation): Promise<Access> {
  const bucket = await findBucket(db, id)
  if (!bucket) throw bucketNotFound()
  if (!can(bucket.role, operation)) {
    if (!userId) throw new AppError('unauthenticated', 'Sign in to do this.')
    throw new AppError('forbidden', refusal(bucket, operation))
  }
  return { db, bucket, userId }
}

function refusal({ name, role }: Bucket, operation: Operation): string {
  if (LEAST_ROLE[operation] === 'owner') return `Only the owner of “${name}” can do this.`
  return role === 'owner' ? `“${name}” is your own.` : `You can look at “${name}” but not change it.`
}

// The role comes first, and without a role the query looks for no bucket: a 404 takes the same time whether the bucket
// does not exist or may not be seen.
async function findBucket(db: Database, id: SQL): Promise<Bucket | undefined> {
  const { rows } = await db.execute<Bucket>(sql`
    with opened as materialized (
      select r.bucket_id as id, max(r.role) as role from bucket_roles() r where r.bucket_id = ${id} group by 1)
    select ${buckets.id}, ${buckets.name}, ${buckets.visibility}, (select role from opened) as role,
      ${ownKey} as "publicKey", ${buckets.searchable}
    from ${buckets} where ${buckets.id} = (select id from opened)`)
  return rows[0]
}

// The app reads neither who owns a bucket nor its key from the table: each release may ask for less than the one before
// (db/policies/buckets.sql).

/** The public page's key, for the bucket's owner only. */
export const ownKey = sql<string | null>`own_public_key(${buckets.id})`

/** The condition that the actor owns a bucket; those in the trash are among them. */
export const isOwn = sql<boolean>`${buckets.id} = any(array(select owned_buckets()))`
