import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import type { BucketView } from '@/domain/buckets/bucket'
import { AppError } from '@/domain/result'
import type { Role } from '@/domain/sharing/roles'
import type { Access } from './access'

/** Every bucket somebody owns or was given, their own first, oldest first. */
export function listBucketViews(actor: Actor): Promise<BucketView[]> {
  return asActor(actor, { write: false }, (db) => select(db, sql`true`))
}

/** An open bucket, as it is after what was done to it in the same transaction. */
export async function viewBucket({ db, bucket }: Access): Promise<BucketView> {
  const [view] = await select(db, sql`b.id = ${bucket.id}::uuid`)
  if (!view) throw new AppError('not_found', 'This bucket does not exist, or you may not see it.')
  return view
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

// Whom it is shared with is only its owner's to know: others see no grants but their own.
async function select(db: Database, which: SQL): Promise<BucketView[]> {
  const { rows } = await db.execute<Row>(sql`
    select b.id, b.name, b.visibility, r.role, b.created_at as "createdAt", w.name as "ownerName",
      case when r.role = 'owner' then b.public_key end as "publicKey",
      (select count(g.user_id)::int from grants g where g.bucket_id = b.id) as people,
      (select count(g.group_id)::int from grants g where g.bucket_id = b.id) as groups
    from (select bucket_id, max(role) as role from bucket_roles() group by bucket_id) r
    join buckets b on b.id = r.bucket_id and b.deleted_at is null
    left join people() w on w.id = b.owner_id
    where ${which}
    order by b.owner_id <> actor_id(), b.id`)
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

/** Keeps an open bucket's own row as it is until the transaction ends. */
export async function lockBucket({ db, bucket }: Access): Promise<void> {
  await db.execute(sql`select from buckets where id = ${bucket.id}::uuid for update`)
}
