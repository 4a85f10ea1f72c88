import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { accounts, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'

/**
 * An account with which a user signs in: `provider` such as `github`, `issuer` who answers for it, `label` its login (`@ana`) or address at the last
 * sign-in, null if there was none yet; the time is ISO 8601 in UTC.
 */
export type Account = { provider: string; issuer: string; label: string | null; connectedAt: string }

/** Lists the accounts with which a user signs in, at most one a provider, oldest first. */
export function listAccounts(actor: Actor): Promise<Account[]> {
  return asActor(actor, { write: false }, async (db) => {
    const rows = await db
      .select({
        provider: accounts.provider,
        issuer: accounts.issuer,
        label: accountLabel,
        createdAt: accounts.createdAt,
      })
      .from(accounts)
      .where(eq(accounts.userId, actor.userId))
      .orderBy(accounts.createdAt)
    return rows.map(({ createdAt, ...row }) => ({ ...row, connectedAt: createdAt.toISOString() }))
  })
}

/** Whether an account signs in here now: its provider is offered, and its issuer is the one behind it. */
export type IsUsable = (account: { provider: string; issuer: string }) => boolean

/** How screens write an account: its login with a sign, else its address. */
export const accountLabel = sql<string | null>`coalesce('@' || ${accounts.login}, ${accounts.email})`

/**
 * Disconnects a provider from a user; `isUsable` says whether this deployment lets people in with an account.
 * @throws {AppError} `conflict` when the user could not sign in any more
 */
export function disconnectAccount(actor: Actor, provider: string, isUsable: IsUsable): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    // Without the lock, two at once would each still see the account that the other deletes.
    await db.select({ id: users.id }).from(users).where(eq(users.id, actor.userId)).for('update')
    const own = await db
      .select({ provider: accounts.provider, issuer: accounts.issuer })
      .from(accounts)
      .where(eq(accounts.userId, actor.userId))
    if (!own.some((account) => account.provider !== provider && isUsable(account))) {
      throw new AppError('conflict', 'This is the only way you can sign in. Connect another one first.')
    }
    await db.delete(accounts).where(and(eq(accounts.userId, actor.userId), eq(accounts.provider, provider)))
  })
}
