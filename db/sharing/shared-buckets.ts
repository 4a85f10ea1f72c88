import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { grants } from '@/db/schema/sharing'
import { AppError } from '@/domain/result'
import type { SharedBucket } from '@/domain/sharing/shared-bucket'

/** The buckets of other owners that a person was given, by name. */
export function listShared(actor: Actor): Promise<SharedBucket[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<Omit<SharedBucket, 'changedAt'> & { changedAt: Date | null }>(sql`
      with roles as materialized (
        select bucket_id, max(role) as role from bucket_roles() group by bucket_id
      )
      select b.id, b.name, w.name as "ownerName", r.role, held.movies, held."changedAt",
        exists (select from grants g where g.bucket_id = b.id and g.user_id = actor_id()) as direct,
        (select coalesce(jsonb_agg(jsonb_build_object('id', gr.id, 'name', gr.name) order by lower(gr.name), gr.id), '[]')
          from grants g join group_members m on m.group_id = g.group_id and m.user_id = actor_id()
          join groups gr on gr.id = g.group_id
          where g.bucket_id = b.id) as groups
      from roles r
      join bucket_owners() w on w.bucket_id = r.bucket_id and not w.own
      join buckets b on b.id = r.bucket_id
      cross join lateral (
        select count(*)::int as movies, max(m.updated_at) as "changedAt" from movies m
        where m.bucket_id = b.id and m.deleted_at is null) held
      order by lower(b.name), b.id`)
    return rows.map((row) => ({ ...row, changedAt: row.changedAt && new Date(row.changedAt).toISOString() }))
  })
}

/**
 * Gives up the reader's own grant in an open bucket. Returns the names of the groups through which they still see it.
 * @throws {AppError} `forbidden` to its owner, `conflict` if there are only groups to leave
 */
export async function leaveBucket({ db, bucket, userId }: Access): Promise<{ groups: string[] }> {
  if (bucket.role === 'owner')
    throw new AppError('forbidden', `“${bucket.name}” is your own: transfer it or delete it instead.`)
  const { rows } = await db.execute<{ name: string }>(sql`
    select gr.name from grants g
    join group_members m on m.group_id = g.group_id and m.user_id = actor_id()
    join groups gr on gr.id = g.group_id
    where g.bucket_id = ${bucket.id}::uuid order by lower(gr.name)`)
  const groups = rows.map(({ name }) => name)
  const left = await db.delete(grants).where(and(eq(grants.bucketId, bucket.id), eq(grants.userId, userId ?? '')))
  if (left.rowCount === 0)
    throw new AppError(
      'conflict',
      `You see “${bucket.name}” through ${groups.join(' and ')}. Leave the group to leave it.`,
    )
  return { groups }
}
