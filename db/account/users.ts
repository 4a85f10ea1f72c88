import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import { type Actor, asActor, asSignIn, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { movies } from '@/db/schema/movies'
import { users } from '@/db/schema/users'
import { normalizeEmail } from '@/domain/sharing/email'

export const FIRST_BUCKET = 'My movies'

/** Somebody about to be stored; the address was verified by whoever vouches for it. */
export type NewUser = { id: string; name: string | null; email: string }

/** Stores somebody with their first bucket, inside a transaction of the sign-in flow. */
export async function insertUser(db: Database, { id, name, email }: NewUser): Promise<void> {
  await db.insert(users).values({ id, name, email: normalizeEmail(email), emailVerified: sql`now()` })
  await db.insert(buckets).values({ id: newId(), ownerId: id, name: FIRST_BUCKET })
}

/** The id of the user with this address, who is made with a first bucket if there is none. */
export function ensureUser(user: Omit<NewUser, 'id'>): Promise<string> {
  return asSignIn(async (db) => {
    const [known] = await db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, normalizeEmail(user.email)))
    if (known) return known.id
    const id = newId()
    await insertUser(db, { ...user, id })
    return id
  })
}

/** The id of the user with this address; null if there is none. */
export function findUserId(email: string): Promise<string | null> {
  return asSignIn(async (db) => {
    const [known] = await db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, normalizeEmail(email)))
    return known?.id ?? null
  })
}

/** What goes with an account, and who is left without it. */
export type Belongings = {
  buckets: number
  movies: number
  inTrash: number
  /** One's own buckets that reach somebody else: whom, by name, and whether anyone with the link. */
  shared: { id: string; name: string; people: (string | null)[]; open: boolean }[]
  /** One's own groups; `others` are their other members, `heir` another admin, who gets the group. */
  groups: { id: string; name: string; others: number; heir: { name: string | null } | null }[]
}

/** What goes when somebody's account is deleted: their own buckets and the movies in them, trash included. */
export function countBelongings(actor: Actor): Promise<Belongings> {
  return asActor(actor, { write: false }, async (db) => {
    const own = eq(buckets.ownerId, actor.userId)
    const [owned] = await db.select({ buckets: count() }).from(buckets).where(own)
    const [held] = await db
      .select({ movies: count(), inTrash: count(movies.deletedAt) })
      .from(movies)
      .innerJoin(buckets, eq(buckets.id, movies.bucketId))
      .where(own)
    const inTrash = held?.inTrash ?? 0
    const shared = await db.execute<Belongings['shared'][number]>(sql`
      select b.id, b.name, b.visibility = 'everyone' as open, coalesce(r.people, '[]') as people
      from buckets b cross join lateral (
        select jsonb_agg(w.name order by lower(w.name)) as people
        from (select distinct p.user_id, p.name from bucket_people(b.id) p where p.user_id <> actor_id()) w) r
      where b.owner_id = actor_id() and b.deleted_at is null and (b.visibility = 'everyone' or r.people is not null)
      order by b.id`)
    const groups = await db.execute<Belongings['groups'][number]>(sql`
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

// Who gets a group of somebody who goes: the admin who has been in it longest.
const heirs = sql`select m.user_id from group_members m
  where m.group_id = g.id and m.role = 'admin' and m.user_id <> g.owner_id order by m.created_at, m.user_id limit 1`

/**
 * Deletes somebody with everything they own: accounts, sessions, buckets, movies, and groups in which nobody else
 * is an admin; other groups go to such an admin. There is no way back.
 */
export function deleteUser(actor: Actor): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    await db.execute(sql`
      select hand_over_group(g.id, h.user_id) from groups g cross join lateral (${heirs}) h where g.owner_id = actor_id()`)
    await db.delete(users).where(eq(users.id, actor.userId))
  })
}
