import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { accounts, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'

/** A way in which a user signs in: `provider` such as `github`; the time is ISO 8601 in UTC. */
export type Account = { provider: string; connectedAt: string }

/** Lists the ways in which a user signs in, oldest first. */
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
 * Disconnects a provider from a user; `usable` are the providers that this deployment offers.
 * @throws {AppError} `conflict` when the user could not sign in any more
 */
export function disconnectAccount(actor: Actor, provider: string, usable: readonly string[]): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    // Without the lock, two at once would each still see the account that the other deletes.
    await db.select({ id: users.id }).from(users).where(eq(users.id, actor.userId)).for('update')
    const own = await db.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, actor.userId))
    if (!own.some((account) => account.provider !== provider && usable.includes(account.provider))) {
      throw new AppError('conflict', 'This is the only way you can sign in. Connect another one first.')
    }
    await db.delete(accounts).where(and(eq(accounts.userId, actor.userId), eq(accounts.provider, provider)))
  })
}
