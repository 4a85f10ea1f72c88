import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { type Actor, asActor, asSignIn, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { users } from '@/db/schema/users'
import { cleanName } from '@/domain/account/name'
import { normalizeEmail } from '@/domain/sharing/email'

export const FIRST_BUCKET = 'My movies'

/** A user to store; the provider has verified the address, but not the name. */
export type NewUser = { id: string; name: string | null; email: string }

/** Stores a user with a first bucket, inside a transaction of the sign-in flow. */
export async function insertUser(db: Database, { id, name, email }: NewUser): Promise<void> {
  await db.insert(users).values({ id, name: cleanName(name), email: normalizeEmail(email), emailVerified: sql`now()` })
  await db.insert(buckets).values({ id: newId(), ownerId: id, name: FIRST_BUCKET })
}

/** Returns the id of the user with this address, and stores one with a first bucket if there is none. */
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

/** Returns the id of the user with this address; null if there is none. */
export function findUserId(email: string): Promise<string | null> {
  return asSignIn(async (db) => {
    const [known] = await db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, normalizeEmail(email)))
    return known?.id ?? null
  })
}

/** Returns the verified address of a user; null if it is not verified. */
export function getOwnAddress(actor: Actor): Promise<string | null> {
  return asActor(actor, { write: false }, async (db) => {
    const [row] = await db
      .select({ email: users.email, verified: users.emailVerified })
      .from(users)
      .where(eq(users.id, actor.userId))
    return row?.verified ? row.email : null
  })
}
