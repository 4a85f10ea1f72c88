import 'server-only'
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { type Actor, asActor, asServer, asSignIn, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { sessions } from '@/db/schema/users'

/** A signed-in user, and the session of this request. */
export type SessionUser = { id: string; sessionId: string; name: string | null; email: string }

/** A browser in which a user is signed in; `device` such as `Firefox on Linux`, times ISO 8601 in UTC. */
export type Session = { id: string; device: string | null; createdAt: string; expires: string }

/** A session to store, with the SHA-256 of its token in hex: never the token itself. */
export type NewSession = { tokenHash: string; userId: string; device: string | null; expires: Date }

/** Returns the user whose session token has this SHA-256 in hex; null if it is unknown, revoked or expired. */
export async function findSessionUser(tokenHash: string): Promise<SessionUser | null> {
  const [row] = await asServer<{ session_id: string; user_id: string; name: string | null; email: string }>(
    'select session_id, user_id, name, email from session_actor($1)',
    [tokenHash],
  )
  return row ? { id: row.user_id, sessionId: row.session_id, name: row.name, email: row.email } : null
}

/** Signs in a user whose identity is proven. */
export function createSession(session: NewSession): Promise<void> {
  return asSignIn((db) => insertSession(db, session))
}

/** The same inside a transaction of the sign-in flow. */
export async function insertSession(db: Database, { tokenHash, userId, device, expires }: NewSession): Promise<void> {
  await db.insert(sessions).values({ id: newId(), sessionToken: tokenHash, userId, device, expires })
}

/** Ends the session whose token has this SHA-256 in hex; does nothing when there is none. */
export function endSession(tokenHash: string): Promise<void> {
  return asSignIn(async (db) => {
    await db.delete(sessions).where(eq(sessions.sessionToken, tokenHash))
  })
}

/** Lists the sessions of a user that have not expired, newest first. */
export function listSessions(actor: Actor): Promise<Session[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({
        id: sessions.id,
        device: sessions.device,
        createdAt: sessions.createdAt,
        expires: sessions.expires,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, actor.userId), gt(sessions.expires, sql`now()`)))
      .orderBy(desc(sessions.createdAt), desc(sessions.id))
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), expires: row.expires.toISOString() }))
  })
}

/** Ends a session of the user; returns whether there was one. */
export function revokeSession(actor: Actor, id: string): Promise<boolean> {
  return asActor(actor, { write: true }, async (db) => {
    const result = await db.delete(sessions).where(and(eq(sessions.userId, actor.userId), eq(sessions.id, id)))
    return result.rowCount === 1
  })
}

/** Ends all sessions of the user, `except` one if it is given; returns how many. */
export function revokeSessions(actor: Actor, except?: string): Promise<number> {
  return asActor(actor, { write: true }, async (db) => {
    const others = except === undefined ? undefined : ne(sessions.id, except)
    const result = await db.delete(sessions).where(and(eq(sessions.userId, actor.userId), others))
    return result.rowCount ?? 0
  })
}
