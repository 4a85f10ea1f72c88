import 'server-only'
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { type Actor, asActor, asServer, asSignIn, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { apiTokens } from '@/db/schema/api'
import { sessions } from '@/db/schema/users'

/** A signed-in user, and the session of this request. */
export type SessionUser = {
  id: string
  sessionId: string
  name: string | null
  email: string
  /** When they last signed in in this session, in ms. */
  confirmedAt: number
  /** Whether notices wait that this session has not dismissed. */
  hasNotices: boolean
}

/** A browser in which a user is signed in; `device` such as `Firefox on Linux`, times ISO 8601 in UTC. */
export type Session = { id: string; device: string | null; createdAt: string; expires: string }

/** A session to store, with the SHA-256 of its token in hex: never the token itself. */
export type NewSession = { tokenHash: string; userId: string; device: string | null; expires: Date }

/** Returns the user whose session token has this SHA-256 in hex; null if it is unknown, revoked or expired. */
export async function findSessionUser(tokenHash: string): Promise<SessionUser | null> {
  const [row] = await asServer<{
    session_id: string
    user_id: string
    name: string | null
    email: string
    confirmed_at: Date
    notices: boolean
  }>('select session_id, user_id, name, email, confirmed_at, notices from session_person($1)', [tokenHash])
  if (!row) return null
  const { session_id: sessionId, user_id: id, name, email, confirmed_at, notices: hasNotices } = row
  return { id, sessionId, name, email, confirmedAt: confirmed_at.getTime(), hasNotices }
}

/** Signs in a user whose identity is proven. */
export function createSession(session: NewSession): Promise<void> {
  return asSignIn((db) => insertSession(db, session))
}

/** The same inside a transaction of the sign-in flow. */
export async function insertSession(db: Database, { tokenHash, userId, device, expires }: NewSession): Promise<void> {
  await db.insert(sessions).values({ id: newId(), sessionToken: tokenHash, userId, device, expires })
}

/** Notes that the user of a session has signed in again in it. */
export function confirmSession(userId: string, sessionId: string): Promise<void> {
  return asSignIn(async (db) => {
    await db
      .update(sessions)
      .set({ confirmedAt: sql`now()` })
      .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
  })
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

/** Ends all sessions of the user, `except` one if it is given, and revokes all `tokens` if asked; returns how many sessions. */
export function revokeSessions(
  actor: Actor,
  { except, tokens = false }: { except?: string; tokens?: boolean } = {},
): Promise<number> {
  return asActor(actor, { write: true }, async (db) => {
    if (tokens) await db.delete(apiTokens).where(eq(apiTokens.userId, actor.userId))
    const others = except === undefined ? undefined : ne(sessions.id, except)
    const result = await db.delete(sessions).where(and(eq(sessions.userId, actor.userId), others))
    return result.rowCount ?? 0
  })
}
