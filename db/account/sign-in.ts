import 'server-only'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { and, eq, gt, ne, sql } from 'drizzle-orm'
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters'
import { asSignIn, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { accounts, sessions, users } from '@/db/schema/users'
import { normalizeEmail } from '@/domain/sharing/email'
import { insertSession } from './sessions'
import { insertUser } from './users'

/** Somebody's account at a provider, by the provider's own unchanging name for them. */
export type Subject = { provider: string; subject: string }

/** What is known of somebody before they are let in: whose account it is, and whose address. */
export type SignInFacts = {
  accountOwner: string | null
  addressOwner: { userId: string; providers: string[] } | null
}

/** Looks up whether an account at a provider and its verified address already belong to somebody here. */
export function findSignInFacts({ provider, subject }: Subject, email: string): Promise<SignInFacts> {
  return asSignIn(async (db) => {
    const [account] = await db
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
    const rows = await db
      .select({ userId: users.id, provider: accounts.provider })
      .from(users)
      .leftJoin(accounts, eq(accounts.userId, users.id))
      .where(eq(users.email, normalizeEmail(email)))
    const [first] = rows
    const providers = [...new Set(rows.flatMap((row) => row.provider ?? []))]
    return { accountOwner: account?.userId ?? null, addressOwner: first ? { userId: first.userId, providers } : null }
  })
}

/**
 * Remembers what somebody is called at a provider, by which others may invite them. A name that was another
 * account's before is that one's no more: providers give names away again.
 */
export function noteLogin({ provider, subject }: Subject, login: string): Promise<void> {
  const name = login.toLowerCase()
  return asSignIn(async (db) => {
    await db
      .update(accounts)
      .set({ login: null })
      .where(and(eq(accounts.provider, provider), eq(accounts.login, name), ne(accounts.providerAccountId, subject)))
    await db
      .update(accounts)
      .set({ login: name })
      .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
  })
}

type Options = {
  /** What a session's token is stored as. */
  hashToken: (token: string) => string
  device: string | null
}

/**
 * Auth.js's storage for one request: its own adapter with every call as the role of the sign-in flow. Tokens
 * are stored hashed, nothing that a provider issues is stored at all, and a new user comes into being together
 * with their account and first bucket, or not.
 */
export function signInAdapter({ hashToken, device }: Options): Adapter {
  let newcomer: AdapterUser | undefined

  const adapter: Adapter = {
    async createUser(user) {
      // Written with the account that follows, so that nobody exists without a way in.
      newcomer = { ...user, id: newId(), email: normalizeEmail(user.email) }
      return newcomer
    },
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      const joining = newcomer?.id === userId ? newcomer : undefined
      await asSignIn(async (db) => {
        if (joining) await insertUser(db, { id: userId, name: joining.name ?? null, email: joining.email })
        await db.insert(accounts).values({ userId, type, provider, providerAccountId })
      })
      newcomer = undefined
    },
    async createSession({ sessionToken, userId, expires }) {
      await asSignIn((db) => insertSession(db, { tokenHash: hashToken(sessionToken), userId, device, expires }))
      return { sessionToken, userId, expires }
    },
    getSessionAndUser(sessionToken) {
      return asSignIn(async (db) => {
        const [row] = await db
          .select({ userId: sessions.userId, expires: sessions.expires, user: users })
          .from(sessions)
          .innerJoin(users, eq(users.id, sessions.userId))
          .where(and(eq(sessions.sessionToken, hashToken(sessionToken)), gt(sessions.expires, sql`now()`)))
        return row ? { session: { sessionToken, userId: row.userId, expires: row.expires }, user: row.user } : null
      })
    },
    async deleteSession(sessionToken) {
      await asSignIn((db) => db.delete(sessions).where(eq(sessions.sessionToken, hashToken(sessionToken))))
    },
    // A session lasts 30 days and no longer, however often it is used.
    updateSession: async () => null,
    getUser: (id) => stored((base) => base.getUser?.(id)),
    getUserByEmail: (email) => stored((base) => base.getUserByEmail?.(normalizeEmail(email))),
    getUserByAccount: (account) => stored((base) => base.getUserByAccount?.(account)),
    updateUser: (user) => stored((base) => base.updateUser?.(user)),
  }
  return adapter
}

function stored<T>(use: (base: Adapter) => T): Promise<NonNullable<Awaited<T>>> {
  return asSignIn(async (db) => (await use(baseAdapter(db))) as NonNullable<Awaited<T>>)
}

function baseAdapter(db: Database): Adapter {
  // Its types ask for columns for the provider's tokens, which these tables do not have on purpose.
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions }
  return DrizzleAdapter(db, tables as unknown as Parameters<typeof DrizzleAdapter<Database>>[1])
}
