import 'server-only'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters'
import { asSignIn, type Database } from '@/db/client'
import { sha256 } from '@/db/hash'
import { newId } from '@/db/ids'
import { accounts, sessions, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'
import { isPlainEmail, normalizeEmail } from '@/domain/sharing/email'
import { insertSession } from './sessions'
import { insertUser } from './users'

/** An account at a provider; `subject` is the provider's id for it, which never changes. */
export type Subject = { provider: string; subject: string }

/** Who here owns the account, and who has its address. */
export type SignInFacts = {
  accountOwner: string | null
  addressOwner: { userId: string; providers: string[] } | null
}

/** Looks up whether an account at a provider and its verified address already belong to a user. */
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

/** Whether an invitation waits for a person who has no account here: by address, GitHub login, or a link's token. */
export async function isInvited({
  email,
  login,
  link,
}: {
  email: string
  login?: string
  link?: string
}): Promise<boolean> {
  return asSignIn(async (db) => {
    const { rows } = await db.execute<{ invited: boolean }>(sql`
      select newcomer_is_invited(${normalizeEmail(email)}, ${login?.toLowerCase() ?? null}, ${link ? sha256(link) : null}) as invited`)
    return rows[0]?.invited ?? false
  })
}

/**
 * Stores the address of an account and the login name, by which others invite its user. The name is taken from every
 * other account: providers give a name that was given up to the next person.
 */
export function noteProfile({ provider, subject }: Subject, { login, email }: Profile): Promise<void> {
  const name = login?.toLowerCase()
  return asSignIn(async (db) => {
    if (name)
      await db
        .update(accounts)
        .set({ login: null })
        .where(and(eq(accounts.provider, provider), eq(accounts.login, name), ne(accounts.providerAccountId, subject)))
    await db
      .update(accounts)
      .set({ ...(name && { login: name }), ...(email && { email: email.trim().toLowerCase() }) })
      .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
    if (email) await judgeAddress(db, { provider, subject }, email)
  })
}

// Users who came with an unusual address, before such were refused, still sign in, but the plain one is not theirs.
async function judgeAddress(db: Database, { provider, subject }: Subject, email: string): Promise<void> {
  const owner = db
    .select({ id: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
  await db
    .update(users)
    .set({ emailVerified: isPlainEmail(email) ? sql`coalesce(${users.emailVerified}, now())` : null })
    .where(and(inArray(users.id, owner), eq(users.email, normalizeEmail(email))))
}

/** What a provider says of an account, its login name and a verified address; at least one of them. */
export type Profile = { login?: string; email?: string }

type Options = {
  /** Turns a session's token into the text that is stored. */
  hashToken: (token: string) => string
  device: string | null
}

/**
 * Makes Auth.js's storage for one request: its own adapter, with every call as the role of the sign-in flow. It stores
 * session tokens hashed and nothing that a provider issues. One transaction stores a new user with the account and the
 * first bucket.
 */
export function signInAdapter({ hashToken, device }: Options): Adapter {
  let newcomer: AdapterUser | undefined

  const adapter: Adapter = {
    async createUser(user) {
      // `linkAccount` stores both, so that no user exists without a way to sign in.
      newcomer = { ...user, id: newId(), email: normalizeEmail(user.email) }
      return newcomer
    },
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      const joining = newcomer?.id === userId ? newcomer : undefined
      await asSignIn(async (db) => {
        if (joining) await insertUser(db, { id: userId, name: joining.name ?? null, email: joining.email })
        const { rowCount } = await db
          .insert(accounts)
          .values({ userId, type, provider, providerAccountId })
          .onConflictDoNothing({ target: [accounts.userId, accounts.provider] })
        // Two at once each found none connected.
        if (rowCount === 0) throw new AppError('conflict', 'An account of this provider is connected already.')
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
    // Using a session does not prolong it.
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
  // Its types ask for columns for the provider's tokens, which these tables leave out on purpose.
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions }
  return DrizzleAdapter(db, tables as unknown as Parameters<typeof DrizzleAdapter<Database>>[1])
}
