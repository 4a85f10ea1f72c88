import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import { normalizeEmail } from '@/domain/email'
import { type Actor, asActor, asSignIn, type Database } from './client'
import { newId } from './ids'
import { buckets, movies, users } from './schema'

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

/** What goes when somebody's account is deleted: their own buckets and the movies in them, trash included. */
export function countBelongings(actor: Actor): Promise<{ buckets: number; movies: number; inTrash: number }> {
  return asActor(actor, { write: false }, async (db) => {
    const own = eq(buckets.ownerId, actor.userId)
    const [owned] = await db.select({ buckets: count() }).from(buckets).where(own)
    const [held] = await db
      .select({ movies: count(), inTrash: count(movies.deletedAt) })
      .from(movies)
      .innerJoin(buckets, eq(buckets.id, movies.bucketId))
      .where(own)
    const inTrash = held?.inTrash ?? 0
    return { buckets: owned?.buckets ?? 0, movies: (held?.movies ?? 0) - inTrash, inTrash }
  })
}

/** Deletes somebody with everything they own: accounts, sessions, buckets, movies. There is no way back. */
export function deleteUser(actor: Actor): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    await db.delete(users).where(eq(users.id, actor.userId))
  })
}
