import 'server-only'
import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { type Actor, asActor, type Database } from '@/db/client'
import { isId, isPublicKey, newId, newPublicKey } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { movieChanges, movies } from '@/db/schema/movies'
import { grants } from '@/db/schema/sharing'
import type { BucketSummary, TrashedBucket } from '@/domain/buckets/summary'
import { AppError } from '@/domain/result'
import { can, LEAST_ROLE, type Operation, READS, type Role } from '@/domain/sharing/roles'

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
  // The key lets in as a visitor, and nothing else does.
  const id = byKey ? sql`(select r.bucket_id from bucket_roles() r where r.role = 'visitor')` : sql`${address}::uuid`
  return asActor(actor, scope, async (db) => work(await open(db, actor?.userId ?? null, id, operation)))
}

/**
 * Opens the first bucket of one's own, oldest first, as `inBucket` opens one by its id.
 * @throws {AppError} `not_found` if all of them were deleted, and what `asActor` throws
 */
export function inFirstBucket<T>(actor: Actor, operation: Operation, work: (access: Access) => Promise<T>): Promise<T> {
  const first = sql`(select b.id from buckets b
    where b.owner_id = actor_id() and b.deleted_at is null order by b.id limit 1)`
  return asActor(actor, { write: !READS.has(operation) }, async (db) =>
    work(await open(db, actor.userId, first, operation)),
  )
}

/**
 * Opens the bucket that a live movie lies in, of all that somebody owns or was given, for reading.
 * @throws {AppError} `not_found` if it lies in none of them, and what `asActor` throws
 */
export function inBucketOfMovie<T>(actor: Actor, movieId: string, work: (access: Access) => Promise<T>): Promise<T> {
  if (!isId(movieId)) return Promise.reject(new AppError('not_found', NOT_FOUND))
  const holding = sql`(select m.bucket_id from movies m
    where m.bucket_id = any(array(select readable_buckets())) and m.id = ${movieId}::uuid and m.deleted_at is null
    order by m.bucket_id limit 1)`
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
  if (!isId(bucketId)) throw new AppError('not_found', NOT_FOUND)
  return open(db, userId, sql`${bucketId}::uuid`, operation)
}

async function open(db: Database, userId: string | null, id: SQL, operation: Operation): Promise<Access> {
  const bucket = await findBucket(db, id)
  if (!bucket) throw new AppError('not_found', NOT_FOUND)
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

/** The buckets somebody owns or was given, their own first, oldest first. */
export function listBuckets(actor: Actor): Promise<Bucket[]> {
  return asActor(actor, { write: false }, selectBuckets)
}

/**
 * Where a header's menu leads: the buckets of `listBuckets`, with the names of the owners of others', and how many
 * invitations wait for an answer.
 */
export function listDestinations(
  actor: Actor,
): Promise<{ buckets: (Bucket & { ownerName: string | null })[]; invitations: number }> {
  return asActor(actor, { write: false }, async (db) => {
    const all = await selectBuckets(db)
    const owners = [...new Set(all.map(({ ownerId }) => ownerId))].filter((id) => id !== actor.userId)
    const names = sql`(select jsonb_object_agg(w.id, w.name) from people() w where w.id = any(${sql.param(owners)}::uuid[]))`
    const { rows } = await db.execute<{ invitations: number; names: Record<string, string | null> | null }>(sql`
      select (select count(*)::int from my_invitations()) as invitations,
        ${owners.length > 0 ? names : sql`null`} as names`)
    const [found] = rows
    return {
      buckets: all.map((bucket) => ({ ...bucket, ownerName: found?.names?.[bucket.ownerId] ?? null })),
      invitations: found?.invitations ?? 0,
    }
  })
}

function selectBuckets(db: Database): Promise<Bucket[]> {
  return db
    .select(bucketColumns)
    .from(buckets)
    .where(isNull(buckets.deletedAt))
    .orderBy(sql`${buckets.ownerId} <> actor_id()`, buckets.id)
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
const ownKey = sql<string | null>`case when ${isMine} then ${buckets.publicKey} end`
const bucketColumns = {
  id: buckets.id,
  name: buckets.name,
  visibility: buckets.visibility,
  role: sql<Role>`(select max(r.role) from bucket_roles() r where r.bucket_id = ${buckets.id})`,
  ownerId: buckets.ownerId,
  publicKey: ownKey,
  searchable: buckets.searchable,
}

// The role comes first, and without one no bucket is looked for: to be told that a bucket is not there takes the same
// work whether it does not exist or may not be seen.
async function findBucket(db: Database, id: SQL): Promise<Bucket | undefined> {
  const { rows } = await db.execute<Bucket>(sql`
    with opened as materialized (
      select r.bucket_id as id, max(r.role) as role from bucket_roles() r where r.bucket_id = ${id} group by 1)
    select ${buckets.id}, ${buckets.name}, ${buckets.visibility}, (select role from opened) as role,
      ${buckets.ownerId} as "ownerId", ${ownKey} as "publicKey", ${buckets.searchable}
    from ${buckets} where ${buckets.id} = (select id from opened)`)
  return rows[0]
}

/** Somebody's own buckets with what is in them, oldest first, and the deleted ones that can still be restored. */
export function listMyBuckets(actor: Actor): Promise<{ buckets: BucketSummary[]; trash: TrashedBucket[] }> {
  return asActor(actor, { write: false }, async (db) => {
    const mine = eq(buckets.ownerId, actor.userId)
    const own = await db
      .select({
        id: buckets.id,
        name: buckets.name,
        visibility: buckets.visibility,
        people: sql<number>`(select count(${grants.userId})::int from ${grants} where ${grants.bucketId} = ${buckets.id})`,
        groups: sql<number>`(select count(${grants.groupId})::int from ${grants} where ${grants.bucketId} = ${buckets.id})`,
        movies: sql<number>`held.movies`,
        changedAt: sql<Date>`greatest(${buckets.createdAt}, held.changed_at, ${lastChange})`.mapWith(buckets.createdAt),
      })
      .from(buckets)
      .innerJoinLateral(sql`(${contents}) held`, sql`true`)
      .where(and(mine, isNull(buckets.deletedAt)))
      .orderBy(asc(buckets.id))
    const trash = await db
      .select({ id: buckets.id, name: buckets.name, deletedAt: sql<Date>`deleted_at`.mapWith(buckets.deletedAt) })
      .from(buckets)
      .where(and(mine, restorable))
      .orderBy(desc(buckets.deletedAt), desc(buckets.id))
    return {
      buckets: own.map(({ changedAt, ...bucket }) => ({ ...bucket, changedAt: changedAt.toISOString() })),
      trash: trash.map(({ deletedAt, ...bucket }) => ({ ...bucket, deletedAt: deletedAt.toISOString() })),
    }
  })
}

const restorable = sql`${buckets.deletedAt} > now() - interval '30 days'`
const contents = sql`select count(*) filter (where ${movies.deletedAt} is null)::int as movies,
  max(greatest(${movies.updatedAt}, ${movies.deletedAt})) as changed_at
  from ${movies} where ${movies.bucketId} = ${buckets.id}`
// Ids of changes are in the order of time, and the key of the table: one row of an index.
const lastChange = sql`(select changed_at from ${movieChanges} where ${movieChanges.bucketId} = ${buckets.id}
  order by ${movieChanges.changeId} desc limit 1)`

/** Makes an empty private bucket; the name is already trimmed and 1 to 50 characters. Returns its id. */
export function makeBucket(actor: Actor, name: string): Promise<string> {
  return asActor(actor, { write: true }, (db) => insertBucket(db, actor, name))
}

/** The same inside a transaction of that person. */
export async function insertBucket(db: Database, actor: Actor, name: string): Promise<string> {
  const id = newId()
  await db.insert(buckets).values({ id, ownerId: actor.userId, name })
  return id
}

/**
 * Renames a bucket; the name is already trimmed and 1 to 50 characters.
 * @throws {AppError} `not_found` if it was handed over or deleted meanwhile
 */
export function renameBucket(access: Access, name: string): Promise<void> {
  return updateBucket(access, { name })
}

/**
 * Puts a bucket with its movies into its owner's trash for 30 days; from now on it does not exist for anybody.
 * @throws {AppError} `not_found` if it was handed over or deleted meanwhile
 */
export function deleteBucket(access: Access): Promise<void> {
  return updateBucket(access, { deletedAt: sql`now()` })
}

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

/**
 * Opens a bucket to everyone with its public page's address, or shuts that; the first time makes the address.
 * @throws {AppError} `not_found` if it was handed over or deleted meanwhile
 */
export function setVisibility(access: Access, visibility: 'private' | 'everyone'): Promise<void> {
  const key = visibility === 'everyone' ? sql`coalesce(${buckets.publicKey}, ${newPublicKey()})` : undefined
  return updateBucket(access, { visibility, ...(key && { publicKey: key }) })
}

/**
 * Gives the public page a new address; the one before is nobody's from now on. Returns the new key.
 * @throws {AppError} `not_found` if it was handed over or deleted meanwhile
 */
export async function rotateKey(access: Access): Promise<string> {
  const publicKey = newPublicKey()
  await updateBucket(access, { publicKey })
  return publicKey
}

/**
 * Says whether search engines may list the public page.
 * @throws {AppError} `not_found` if it was handed over or deleted meanwhile
 */
export function setSearchable(access: Access, searchable: boolean): Promise<void> {
  return updateBucket(access, { searchable })
}

// Whoever lost the bucket since it was opened changes no row, and must not be told that they did.
async function updateBucket({ db, bucket }: Access, changes: PgUpdateSetSource<typeof buckets>): Promise<void> {
  const { rowCount } = await db.update(buckets).set(changes).where(eq(buckets.id, bucket.id))
  if (rowCount === 0) throw new AppError('not_found', NOT_FOUND)
}
