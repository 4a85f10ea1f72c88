import { sql as query } from 'drizzle-orm'
import type { Access, Bucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId, newPublicKey } from '@/db/ids'
import { sql } from '@/tests/support/database/sql'

type Given = { name?: string; visibility?: 'private' | 'everyone' }

/** Makes a bucket, private unless given. Returns its id. */
export async function addBucket(owner: Actor, { name, visibility = 'private' }: Given = {}): Promise<string> {
  const id = newId()
  await sql('insert into buckets (id, owner_id, name) values ($1, $2, $3)', [
    id,
    owner.userId,
    name ?? (visibility === 'private' ? 'Private bucket' : 'Open bucket'),
  ])
  if (visibility === 'everyone') await openToEveryone(id)
  return id
}

/** Gives a bucket a public page. Returns its key. */
export async function openToEveryone(bucketId: string): Promise<string> {
  const key = newPublicKey()
  await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [bucketId, key])
  return key
}

/** A bucket as its owner opens it, for an access that nobody checked. */
export function forgedBucket(id: string): Bucket {
  return { id, name: 'Any', visibility: 'private', role: 'owner', publicKey: null, searchable: false }
}

/** The actor's own oldest bucket other than the open one; the id of none if there is none. */
export async function firstBucketOf({ db, bucket }: Access): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(
    query`select id from owned_buckets() id where id <> ${bucket.id}::uuid order by id limit 1`,
  )
  return rows[0]?.id ?? newId()
}
