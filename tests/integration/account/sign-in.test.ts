import { randomBytes } from 'node:crypto'
import type { AdapterUser } from 'next-auth/adapters'
import { describe, expect, it } from 'vitest'
import { createSession, endSession, findSessionUser } from '@/db/account/sessions'
import { findSignInFacts, signInAdapter } from '@/db/account/sign-in'
import { ensureUser } from '@/db/account/users'
import { asSignIn } from '@/db/client'
import { buckets } from '@/db/schema/buckets'
import { movies } from '@/db/schema/movies'
import { readProviderAddress, redirectToProvider } from '@/server/auth/provider-redirect'
import { hashToken, newToken } from '@/server/auth/session-cookie'
import { sql } from '@/tests/support/database/sql'
import { requests } from '@/tests/support/next/headers'

const MONTH_MS = 30 * 24 * 60 * 60 * 1000

const issuerOf = (provider: string) => `https://${provider}.example.org`
const unique = () => randomBytes(5).toString('hex')
const adapter = () => signInAdapter({ hashToken, device: 'Firefox on Linux', issuerOf })

/** Calls the adapter as Auth.js does at a person's first sign-in. */
async function firstSignIn({ email = `${unique()}@example.org`, provider = 'github', subject = unique() } = {}) {
  const storage = adapter()
  const given = { id: unique(), name: 'Ana', email, emailVerified: null } as AdapterUser
  const user = await storage.createUser?.(given)
  if (!user) throw new Error('The adapter makes no users')
  const account = { userId: user.id, type: 'oauth' as const, provider, providerAccountId: subject }
  await storage.linkAccount?.({ ...account, ...tokens })
  return { storage, user, account }
}

const tokens = {
  access_token: 'an-access-token',
  refresh_token: 'a-refresh-token',
  id_token: 'an-id-token',
  scope: 'all',
}

describe('the first sign-in', () => {
  it('makes the user, the account and the bucket', async () => {
    const { user, account } = await firstSignIn()
    const rows = await sql(
      `select u.email_verified is not null as verified, a.provider_account_id as subject, b.name, b.visibility
       from users u join accounts a on a.user_id = u.id join buckets b on b.owner_id = u.id where u.id = $1`,
      [user.id],
    )
    expect(rows).toEqual([
      { verified: true, subject: account.providerAccountId, name: 'My movies', visibility: 'private' },
    ])
  })

  it('makes nothing at all when the account cannot be stored', async () => {
    const { account } = await firstSignIn()
    const email = `${unique()}@example.org`
    await expect(firstSignIn({ email, subject: account.providerAccountId })).rejects.toThrow()
    expect(await sql('select from users where email = $1', [email])).toEqual([])
    expect(await sql('select from buckets where owner_id not in (select id from users)')).toEqual([])
  })

  it('twice at once makes one user', async () => {
    const same = { email: `${unique()}@example.org`, subject: unique() }
    const outcomes = await Promise.allSettled([firstSignIn(same), firstSignIn(same), firstSignIn(same)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [count] = await sql(
      'select count(*)::int as users, count(b.id)::int as buckets from users u join buckets b on b.owner_id = u.id where u.email = $1',
      [same.email],
    )
    expect(count).toEqual({ users: 1, buckets: 1 })
  })

  it('stores nothing that a provider issued', async () => {
    const { storage, user } = await firstSignIn()
    const sessionToken = newToken()
    await storage.createSession?.({ sessionToken, userId: user.id, expires: new Date(Date.now() + MONTH_MS) })
    const everything = await sql(
      `select to_jsonb(u)::text || to_jsonb(a)::text || to_jsonb(s)::text as text
       from users u join accounts a on a.user_id = u.id join sessions s on s.user_id = u.id where u.id = $1`,
      [user.id],
    )
    const text = JSON.stringify(everything)
    for (const secret of [...Object.values(tokens), sessionToken]) expect(text).not.toContain(secret)
    expect(text).toContain(hashToken(sessionToken))
    expect(text).toContain('Firefox on Linux')
  })

  it('takes an address in any case and width for the same', async () => {
    const name = unique()
    const { storage, user } = await firstSignIn({ email: `Ana.${name}@Example.ORG` })
    expect(user.email).toBe(`ana.${name}@example.org`)
    const wide = `ＡＮＡ.${name}@EXAMPLE.org`
    expect(await storage.getUserByEmail?.(wide)).toMatchObject({ id: user.id })
    expect(
      (await findSignInFacts({ provider: 'google', issuer: issuerOf('google'), subject: 'other' }, wide)).addressOwner
        ?.userId,
    ).toBe(user.id)
    expect(await ensureUser({ name: null, email: wide })).toBe(user.id)
  })
})

describe('the facts before a person signs in', () => {
  it('is whose account it is, and whose address, with the ways they sign in', async () => {
    const { storage, user, account } = await firstSignIn()
    await storage.linkAccount?.({ ...account, provider: 'google', providerAccountId: unique() })
    const known = { provider: account.provider, issuer: issuerOf(account.provider), subject: account.providerAccountId }
    const facts = await findSignInFacts(known, user.email)
    expect(facts.accountOwner).toBe(user.id)
    expect(facts.addressOwner?.userId).toBe(user.id)
    expect(facts.addressOwner?.accounts.map(({ provider }) => provider).toSorted()).toEqual(['github', 'google'])

    const other = await findSignInFacts({ ...known, provider: 'oidc' }, `nobody-${unique()}@example.org`)
    expect(other).toEqual({ accountOwner: null, addressOwner: null })
  })
})

describe('a session', () => {
  it('is found by its token until it is ended', async () => {
    const { storage, user } = await firstSignIn()
    const sessionToken = newToken()
    const expires = new Date(Date.now() + MONTH_MS)
    await storage.createSession?.({ sessionToken, userId: user.id, expires })
    const found = await storage.getSessionAndUser?.(sessionToken)
    expect(found?.session).toEqual({ sessionToken, userId: user.id, expires })
    expect(await findSessionUser(hashToken(sessionToken))).toMatchObject({ id: user.id, email: user.email })
    expect(await findSessionUser(sessionToken), 'the token itself is no key').toBeNull()

    await storage.deleteSession?.(sessionToken)
    expect(await storage.getSessionAndUser?.(sessionToken)).toBeNull()
    expect(await findSessionUser(hashToken(sessionToken))).toBeNull()
  })

  it('is over when its time is, for both who ask', async () => {
    const { storage, user } = await firstSignIn()
    const sessionToken = newToken()
    await storage.createSession?.({ sessionToken, userId: user.id, expires: new Date(Date.now() - 1) })
    expect(await storage.getSessionAndUser?.(sessionToken)).toBeNull()
    expect(await findSessionUser(hashToken(sessionToken))).toBeNull()
  })

  it('is not made longer by being used', async () => {
    const { storage, user } = await firstSignIn()
    const sessionToken = newToken()
    const expires = new Date(Date.now() + 1000 * 60)
    await storage.createSession?.({ sessionToken, userId: user.id, expires })
    await storage.updateSession?.({ sessionToken, expires: new Date(Date.now() + MONTH_MS) })
    expect((await storage.getSessionAndUser?.(sessionToken))?.session.expires).toEqual(expires)
  })

  it('made without a provider ends like any other', async () => {
    const userId = await ensureUser({ name: 'Demo', email: `${unique()}@localhost` })
    const tokenHash = hashToken(newToken())
    await createSession({ tokenHash, userId, device: null, expires: new Date(Date.now() + MONTH_MS) })
    expect(await findSessionUser(tokenHash)).toMatchObject({ id: userId })
    await endSession(tokenHash)
    expect(await findSessionUser(tokenHash)).toBeNull()
    await expect(endSession(tokenHash)).resolves.toBeUndefined()
  })
})

describe('the role of the sign-in flow', () => {
  it.each([
    ['buckets', () => asSignIn((db) => db.select({ id: buckets.id }).from(buckets))],
    ['movies', () => asSignIn((db) => db.select({ id: movies.id }).from(movies))],
    ['movies, to delete them', () => asSignIn((db) => db.delete(movies))],
  ])('sees no %s', async (_, query) => {
    await firstSignIn()
    await expect(query()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the way to a provider without JavaScript', () => {
  const address = 'https://provider.example/authorize?state=a b'

  async function left(): Promise<Map<string, string>> {
    const cookies = new Map<string, string>()
    await requests.run({ headers: new Headers(), cookies }, () => redirectToProvider(address)).catch(() => {})
    return cookies
  }
  const target = (cookies: Map<string, string>) =>
    requests.run({ headers: new Headers(), cookies }, readProviderAddress)

  it('goes on to where it was begun', async () => {
    expect(await target(await left())).toBe(address)
  })

  it('goes to nowhere that something else on the same host has put there', async () => {
    const [[name = '', value = ''] = []] = await left()
    const planted = [
      'https://evil.example/',
      ' https://evil.example/',
      value.replace('provider', 'evil'),
      `${value}x`,
      '',
    ]
    for (const text of planted) expect(await target(new Map([[name, text]]))).toBeUndefined()
    expect(await target(new Map())).toBeUndefined()
  })
})
