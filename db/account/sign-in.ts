import 'server-only'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters'
import { asServer, asSignIn, type Database } from '@/db/client'
import { sha256 } from '@/db/hash'
import { newId } from '@/db/ids'
import { accounts, sessions, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'
import { isPlainEmail, normalizeEmail } from '@/domain/sharing/email'
import { insertSession } from './sessions'
import { insertUser } from './users'

/**
 * An account at a provider; `subject` is the id for it at `issuer`, which never changes. Another issuer may give the same
 * id to another person.
 */
export type Subject = { provider: string; issuer: string; subject: string }

/** Who here owns the account, and who has its address. */
export type SignInFacts = {
  accountOwner: string | null
  addressOwner: { userId: string; accounts: { provider: string; issuer: string }[] } | null
}

/**
 * Gives the accounts that have no issuer yet to the present one, once and never again, and those of a `former` issuer to
 * the present one. Every start calls it for every provider.
 */
export async function settleIssuer(provider: string, present: string, former?: string): Promise<void> {
  await asServer('select settle_issuer($1, $2, $3)', [provider, present, former ?? null])
}

/** Looks up whether an account at a provider and its verified address already belong to a user. */
export function findSignInFacts(account: Subject, email: string): Promise<SignInFacts> {
  return asSignIn(async (db) => {
    const [known] = await db.select({ userId: accounts.userId }).from(accounts).where(isAccount(account))
    const rows = await db
      .select({ userId: users.id, provider: accounts.provider, issuer: accounts.issuer })
      .from(users)
      .leftJoin(accounts, eq(accounts.userId, users.id))
      .where(eq(users.email, normalizeEmail(email)))
    const [first] = rows
    const connected = rows.flatMap(({ provider, issuer }) =>
      provider === null || issuer === null ? [] : { provider, issuer },
    )
    return {
      accountOwner: known?.userId ?? null,
      addressOwner: first ? { userId: first.userId, accounts: connected } : null,
    }
  })
}

function isAccount({ provider, issuer, subject }: Subject) {
  return and(eq(accounts.provider, provider), eq(accounts.issuer, issuer), eq(accounts.providerAccountId, subject))
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
export function noteProfile(account: Subject, { login, email }: Profile): Promise<void> {
  const name = login?.toLowerCase()
  return asSignIn(async (db) => {
    if (name)
      await db
        .update(accounts)
        .set({ login: null })
        .where(and(eq(accounts.provider, account.provider), eq(accounts.login, name), sql`not (${isAccount(account)})`))
    await db
      .update(accounts)
      .set({ ...(name && { login: name }), ...(email && { email: email.trim().toLowerCase() }) })
      .where(isAccount(account))
    if (email) await judgeAddress(db, account, email)
  })
}

// Users who came with an unusual address, before such were refused, still sign in, but the plain one is not theirs.
async function judgeAddress(db: Database, account: Subject, email: string): Promise<void> {
  const owner = db.select({ id: accounts.userId }).from(accounts).where(isAccount(account))
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
  /** Who answers for the accounts of a provider now. */
  issuerOf: (provider: string) => string
}

/**
 * Makes Auth.js's storage for one request: its own adapter, with every call as the role of the sign-in flow. It stores
 * session tokens hashed and nothing that a provider issues. One transaction stores a new user with the account and the
 * first bucket.
 */
export function signInAdapter({ hashToken, device, issuerOf }: Options): Adapter {
  let newcomer: AdapterUser | undefined

  const adapter: Adapter = {
    async createUser(user) {
      // `linkAccount` stores both, so that no user exists without a way to sign in.
      newcomer = { ...user, id: newId(), email: normalizeEmail(user.email) }
      return newcomer
    },
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      const joining = newcomer?.id === userId ? newcomer : undefined
      const issuer = issuerOf(provider)
      await asSignIn(async (db) => {
        // An account of an issuer that has gone signs nobody in, and would keep this one out.
        await db
          .delete(accounts)
          .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider), ne(accounts.issuer, issuer)))
        if (joining) await insertUser(db, { id: userId, name: joining.name ?? null, email: joining.email })
        const { rowCount } = await db
          .insert(accounts)
          .values({ userId, type, provider, issuer, providerAccountId })
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
    // Its own adapter knows no issuers.
    getUserByAccount({ provider, providerAccountId: subject }) {
      return asSignIn(async (db) => {
        const [row] = await db
          .select({ user: users })
          .from(accounts)
          .innerJoin(users, eq(users.id, accounts.userId))
          .where(isAccount({ provider, issuer: issuerOf(provider), subject }))
        return row?.user ?? null
      })
    },
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
