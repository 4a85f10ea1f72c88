import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import type { BucketDetails } from '@/domain/buckets/bucket'
import type { Role } from '@/domain/sharing/roles'
import { type Access, bucketNotFound } from './access'

/** Lists the buckets that the actor owns or has a grant in, own ones first, then oldest first. */
export function listBucketDetails(actor: Actor): Promise<BucketDetails[]> {
  return asActor(actor, { write: false }, (db) => select(db, sql`true`))
}

/** Reads an open bucket again, with the changes of the same transaction. */
export async function getBucketDetails({ db, bucket }: Access): Promise<BucketDetails> {
  const [details] = await select(db, sql`b.id = ${bucket.id}::uuid`)
  if (!details) throw bucketNotFound()
  return details
}

type Row = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  role: Role
  ownerName: string | null
  people: number
  groups: number
  publicKey: string | null
  createdAt: Date | string
}

// Only the owner learns how many grants there are: others see none but their own. Visitors learn no name.
async function select(db: Database, which: SQL): Promise<BucketDetails[]> {
  const { rows } = await db.execute<Row>(sql`
    select b.id, b.name, b.visibility, r.role, b.created_at as "createdAt", w.name as "ownerName",
      own_public_key(b.id) as "publicKey",
      (select count(g.user_id)::int from grants g where g.bucket_id = b.id) as people,
      (select count(g.group_id)::int from grants g where g.bucket_id = b.id) as groups
    from (select bucket_id, max(role) as role from bucket_roles() group by bucket_id) r
    join buckets b on b.id = r.bucket_id and b.deleted_at is null
    left join bucket_owners() w on w.bucket_id = b.id
    where ${which}
    order by b.id = any(array(select owned_buckets())) desc, b.id`)
  return rows.map(({ people, groups, publicKey, createdAt, ...row }) => {
    const isOwner = row.role === 'owner'
    const everyone = row.visibility === 'everyone'
    return {
      ...row,
      audience: { everyone, people: isOwner ? people : null, groups: isOwner ? groups : null },
      publicKey: everyone ? publicKey : null,
      createdAt: new Date(createdAt).toISOString(),
    }
  })
}

/**
 * Locks the row of an open bucket until the transaction ends; movies may be added to it meanwhile.
 * @throws {AppError} `not_found` if it was transferred meanwhile
 */
export async function lockBucket({ db, bucket }: Access): Promise<void> {
  const { rowCount } = await db.execute(sql`select from buckets where id = ${bucket.id}::uuid for no key update`)
  if (rowCount !== 1) throw bucketNotFound()
}
