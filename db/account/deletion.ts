import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import { isOwn } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { buckets } from '@/db/schema/buckets'
import { movies } from '@/db/schema/movies'
import { users } from '@/db/schema/users'
import type { AccountDeletion, LostBucket, LostGroup } from '@/domain/account/deletion'
import { AppError } from '@/domain/result'

/** What `deleteUser` deletes, movies in the trash included, and what other people lose. */
export function previewDeletion(actor: Actor): Promise<AccountDeletion> {
  return asActor(actor, { write: false }, async (db) => {
    const [owned] = await db.select({ buckets: count() }).from(buckets).where(isOwn)
    const [held] = await db
      .select({ movies: count(), inTrash: count(movies.deletedAt) })
      .from(movies)
      .innerJoin(buckets, eq(buckets.id, movies.bucketId))
      .where(isOwn)
    const inTrash = held?.inTrash ?? 0
    const shared = await db.execute<LostBucket>(sql`
      select b.id, b.name, b.visibility = 'everyone' as open, coalesce(r.people, '[]') as people
      from buckets b cross join lateral (
        select jsonb_agg(w.name order by lower(w.name)) as people
        from (select distinct p.user_id, p.name from bucket_people(b.id) p where p.user_id <> actor_id()) w) r
      where b.id = any(array(select owned_buckets())) and b.deleted_at is null and (b.visibility = 'everyone' or r.people is not null)
      order by b.id`)
    const groups = await db.execute<LostGroup>(sql`
      select g.id, g.name, (select jsonb_build_object('name', p.name) from (${heirs}) h left join people() p on p.id = h.user_id) as heir,
        (select count(*) from group_members m where m.group_id = g.id and m.user_id <> actor_id())::int as others
      from groups g where g.owner_id = actor_id() order by lower(g.name), g.id`)
    return {
      buckets: owned?.buckets ?? 0,
      movies: (held?.movies ?? 0) - inTrash,
      inTrash,
      shared: shared.rows,
      groups: groups.rows,
    }
  })
}

/**
 * Deletes a user with everything they own: accounts, sessions, buckets, movies, and groups without another admin.
 * Every other group of theirs gets an admin as its owner. There is no way back.
 */
export function deleteUser(actor: Actor): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    const { rows } = await db.execute<{ done: boolean }>(sql`
      select hand_over_group(g.id, h.user_id) as done from groups g cross join lateral (${heirs}) h where g.owner_id = actor_id()`)
    if (rows.some(({ done }) => !done))
      throw new AppError('unavailable', 'The members of a group of yours just changed. Nothing was deleted: try again.')
    await db.delete(users).where(eq(users.id, actor.userId))
  })
}

// The admin who has been in the group longest.
const heirs = sql`select m.user_id from group_members m
  where m.group_id = g.id and m.role = 'admin' and m.user_id <> g.owner_id order by m.created_at, m.user_id limit 1`
