import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { accounts, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'

/** A way somebody signs in: `provider` such as `github`; the time is ISO 8601 in UTC. */
export type Account = { provider: string; connectedAt: string }

/** The ways somebody signs in, oldest first. */
export function listAccounts(actor: Actor): Promise<Account[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({ provider: accounts.provider, createdAt: accounts.createdAt })
      .from(accounts)
      .where(eq(accounts.userId, actor.userId))
      .orderBy(accounts.createdAt)
    return rows.map((row) => ({ provider: row.provider, connectedAt: row.createdAt.toISOString() }))
  })
}

/**
 * Takes away one of the ways somebody signs in; `usable` are the providers this deployment offers.
 * @throws {AppError} `conflict` when no other way in would be left
 */
export function disconnectAccount(actor: Actor, provider: string, usable: readonly string[]): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    // Two at once would each see the other's account still there.
    await db.select({ id: users.id }).from(users).where(eq(users.id, actor.userId)).for('update')
    const own = await db.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, actor.userId))
    if (!own.some((account) => account.provider !== provider && usable.includes(account.provider))) {
      throw new AppError('conflict', 'This is the only way you can sign in. Connect another one first.')
    }
    await db.delete(accounts).where(and(eq(accounts.userId, actor.userId), eq(accounts.provider, provider)))
  })
}
