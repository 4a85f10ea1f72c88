import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { type Actor, asActor, type Database } from '@/db/client'
import { newId, newPublicKey } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { type Access, bucketNotFound } from './access'
import { lockBucket } from './details'

/** Makes an empty private bucket and returns its id; the name is trimmed and has 1 to 50 characters. */
export function makeBucket(actor: Actor, name: string): Promise<string> {
  return asActor(actor, { write: true }, (db) => insertBucket(db, actor, name))
}

/** The same inside a transaction of the actor. */
export async function insertBucket(db: Database, actor: Actor, name: string): Promise<string> {
  const id = newId()
  await db.insert(buckets).values({ id, ownerId: actor.userId, name })
  return id
}

/**
 * Renames a bucket; the name is trimmed and has 1 to 50 characters.
 * @throws {AppError} `not_found` if it was transferred or deleted meanwhile
 */
export function renameBucket(access: Access, name: string): Promise<void> {
  return updateBucket(access, { name })
}

/**
 * Moves a bucket with its movies to its owner's trash for 30 days; from now on it exists for nobody.
 * @throws {AppError} `not_found` if it was transferred or deleted meanwhile
 */
export function deleteBucket(access: Access): Promise<void> {
  return updateBucket(access, { deletedAt: sql`now()` })
}

/**
 * Opens or closes a bucket's public page; the first time makes its address.
 * @throws {AppError} `not_found` if it was transferred or deleted meanwhile
 */
export async function setVisibility(access: Access, visibility: 'private' | 'everyone'): Promise<void> {
  // Of two openings at once the second finds the key that the first one made.
  await lockBucket(access)
  const key = visibility === 'everyone' ? sql`coalesce(own_public_key(${buckets.id}), ${newPublicKey()})` : undefined
  await updateBucket(access, { visibility, ...(key && { publicKey: key }) })
}

/**
 * Gives the public page a new address, so that the old one stops working. Returns the new key.
 * @throws {AppError} `not_found` if it was transferred or deleted meanwhile
 */
export async function rotateKey(access: Access): Promise<string> {
  const publicKey = newPublicKey()
  await updateBucket(access, { publicKey })
  return publicKey
}

/**
 * Sets whether search engines may list the public page.
 * @throws {AppError} `not_found` if it was transferred or deleted meanwhile
 */
export function setSearchable(access: Access, searchable: boolean): Promise<void> {
  return updateBucket(access, { searchable })
}

// An actor who lost the bucket since it was opened changes no row, and must not be told that they did.
async function updateBucket({ db, bucket }: Access, changes: PgUpdateSetSource<typeof buckets>): Promise<void> {
  const { rowCount } = await db.update(buckets).set(changes).where(eq(buckets.id, bucket.id))
  if (rowCount === 0) throw bucketNotFound()
}
