import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type Actor, asActor, asServer } from '@/db/client'
import { sha256 } from '@/db/hash'
import { isId, newId } from '@/db/ids'
import { apiTokens } from '@/db/schema/api'
import type { ApiToken, NewToken, TokenScope } from '@/domain/account/token'

/** The user a token speaks for; `wait` is the seconds to wait after too many requests, else 0. */
export type Caller = { tokenId: string; userId: string; name: string | null; scope: TokenScope; wait: number }

const TOKEN = /^mb_[\w-]{43}$/

/**
 * Returns the caller whose token this is, counts one request of at most `most` a minute and notes the time, all in one
 * statement; null if the token is unknown, expired or revoked.
 */
export async function takeApiRequest(token: string, most: number): Promise<Caller | null> {
  if (!TOKEN.test(token)) return null
  const [row] = await asServer<{
    token_id: string
    user_id: string
    name: string | null
    scope: TokenScope
    wait: number
  }>('select token_id, user_id, name, scope, wait from take_api_request($1, $2)', [sha256(token), most])
  return row ? { tokenId: row.token_id, userId: row.user_id, name: row.name, scope: row.scope, wait: row.wait } : null
}

/** Makes a token of 256 random bits for this many days. Only its SHA-256 is stored, so this returns it once. */
export function createToken(
  actor: Actor,
  { name, scope, days }: { name: string; scope: TokenScope; days: number },
): Promise<NewToken> {
  return asActor(actor, { write: true }, async (db) => {
    const [id, token] = [newId(), `mb_${randomBytes(32).toString('base64url')}`]
    const [row] = await db
      .insert(apiTokens)
      .values({
        id,
        userId: actor.userId,
        tokenHash: sha256(token),
        name,
        scope,
        expiresAt: sql`now() + make_interval(days => ${days})`,
      })
      .returning({ expiresAt: apiTokens.expiresAt })
    if (!row) throw new Error('the new token was not returned')
    return { id, token, name, scope, expiresAt: row.expiresAt.toISOString() }
  })
}

/** Lists the tokens of a user, newest first; an expired token stays in the list for 30 days. */
export function listTokens(actor: Actor): Promise<ApiToken[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({
        id: apiTokens.id,
        name: apiTokens.name,
        scope: apiTokens.scope,
        createdAt: apiTokens.createdAt,
        expiresAt: apiTokens.expiresAt,
        lastUsedAt: apiTokens.lastUsedAt,
      })
      .from(apiTokens)
      .where(eq(apiTokens.userId, actor.userId))
      .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    return rows.map(({ createdAt, expiresAt, lastUsedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }))
  })
}

/** Revokes a token of the user, from the next request on; returns whether there was one. */
export function revokeToken(actor: Actor, id: string): Promise<boolean> {
  return asActor(actor, { write: true }, async (db) => {
    if (!isId(id)) return false
    const deleted = await db.delete(apiTokens).where(and(eq(apiTokens.userId, actor.userId), eq(apiTokens.id, id)))
    return deleted.rowCount === 1
  })
}
