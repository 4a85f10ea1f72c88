import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { listAccounts } from '@/db/account/accounts'
import { dismissNotices, listNotices } from '@/db/account/notices'
import { confirmSession, createSession, findSessionUser, revokeSessions } from '@/db/account/sessions'
import { noteProfile, signInAdapter } from '@/db/account/sign-in'
import { createToken, listTokens, revokeToken } from '@/db/account/tokens'
import { isFresh } from '@/domain/account/fresh'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { hashToken } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'

const unique = () => randomBytes(5).toString('hex')
const MINUTE = 60_000

const issuerOf = (provider: string) => (provider === 'github' ? 'https://github.com' : 'https://accounts.google.com')

/** Connects an account as Auth.js does for a signed-in person; returns its subject. */
async function connect({ userId }: Person, provider: string): Promise<string> {
  const subject = unique()
  await signInAdapter({ hashToken, device: null, issuerOf }).linkAccount?.({
    userId,
    type: 'oauth',
    provider,
    providerAccountId: subject,
  })
  return subject
}

/** Another session of a person; returns its id. */
async function openSession(person: Person): Promise<string> {
  const token = unique()
  const expires = new Date(Date.now() + MINUTE)
  await createSession({ tokenHash: hashToken(token), userId: person.userId, device: null, expires })
  return (await findSessionUser(hashToken(token)))?.sessionId ?? ''
}

const shown = async (person: Person, sessionId = person.sessionId) =>
  (await listNotices(person, sessionId)).map(({ kind, what }) => `${kind} ${what}`)
const seen = (person: Person) => findSessionUser(hashToken(person.token))
const newToken = (person: Person, name = 'ci') => createToken(person, { name, scope: 'read', days: 30 })

describe('accounts of a provider', () => {
  it('are one a person, also when three are connected at once', async () => {
    const ana = await addPerson('Ana')
    await expect(connect(ana, 'google')).rejects.toMatchObject({ code: 'conflict' })
    const outcomes = await Promise.allSettled([connect(ana, 'github'), connect(ana, 'github'), connect(ana, 'github')])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await listAccounts(ana)).map(({ provider }) => provider)).toEqual(['google', 'github'])
  })

  it('are one a person by plain SQL too', async () => {
    const ana = await addPerson('Ana')
    const second = sql(
      "insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', 'second')",
      [ana.userId],
    )
    await expect(second).rejects.toMatchObject({ code: '23505' })
  })

  it('are listed with their login or address', async () => {
    const ana = await addPerson('Ana')
    expect((await listAccounts(ana)).map(({ label }) => label)).toEqual([null])
    await noteProfile(
      { provider: 'google', issuer: 'https://accounts.google.com', subject: `google-${ana.userId}` },
      { email: 'Ana@Example.org' },
    )
    const subject = await connect(ana, 'github')
    await noteProfile(
      { provider: 'github', issuer: 'https://github.com', subject },
      { login: 'Ana-Films', email: 'ana@example.com' },
    )
    expect((await listAccounts(ana)).map(({ label }) => label)).toEqual(['ana@example.org', '@ana-films'])
  })
})

describe('a notice', () => {
  it('comes with each new account and token, whatever made it, but not with the first account', async () => {
    const [ana, bob] = [await addPerson('Ana'), await addPerson('Bob')]
    expect(await shown(ana)).toEqual([])
    expect(await seen(ana)).toMatchObject({ hasNotices: false })
    await connect(ana, 'github')
    await newToken(ana)
    await sql(
      `insert into api_tokens (id, user_id, token_hash, name, scope, expires_at)
       values (gen_random_uuid(), $1, $2, 'by SQL', 'read', now() + interval '1 day')`,
      [ana.userId, unique()],
    )
    expect(await shown(ana)).toEqual(['token by SQL', 'token ci', 'account github'])
    expect(await seen(ana)).toMatchObject({ hasNotices: true })
    expect(await shown(bob)).toEqual([])
    expect(await seen(bob)).toMatchObject({ hasNotices: false })
  })

  it('outlives its token and account', async () => {
    const ana = await addPerson('Ana')
    await connect(ana, 'github')
    await revokeToken(ana, (await newToken(ana)).id)
    await sql("delete from accounts where user_id = $1 and provider = 'github'", [ana.userId])
    expect(await shown(ana)).toEqual(['token ci', 'account github'])
  })

  it('is dismissed in one session only, and only up to what that one showed', async () => {
    const ana = await addPerson('Ana')
    const other = await openSession(ana)
    await newToken(ana, 'first')
    const [first] = await listNotices(ana, ana.sessionId)
    await sql("update account_notices set created_at = created_at - interval '1 second' where user_id = $1", [
      ana.userId,
    ])
    await newToken(ana, 'second')
    await dismissNotices(ana, ana.sessionId, new Date(Date.parse(first?.createdAt ?? '') - 1000).toISOString())
    expect(await shown(ana)).toEqual(['token second'])
    expect(await shown(ana, other)).toEqual(['token second', 'token first'])
    expect(await shown(ana, await openSession(ana)), 'also in a new one').toHaveLength(2)
  })

  it('cannot be dismissed in advance, nor by another person', async () => {
    const [ana, bob] = [await addPerson('Ana'), await addPerson('Bob')]
    await dismissNotices(ana, ana.sessionId, '2999-01-01T00:00:00.000Z')
    await sql("update sessions set notices_seen_at = notices_seen_at - interval '1 second' where id = $1", [
      ana.sessionId,
    ])
    await newToken(ana)
    await dismissNotices(bob, ana.sessionId, '2999-01-01T00:00:00.000Z')
    expect(await shown(ana)).toEqual(['token ci'])
  })

  it('ends after 14 days', async () => {
    const ana = await addPerson('Ana')
    await newToken(ana)
    await sql("update account_notices set created_at = now() - interval '14 days 1 second' where user_id = $1", [
      ana.userId,
    ])
    expect(await shown(ana)).toEqual([])
    expect(await seen(ana)).toMatchObject({ hasNotices: false })
    await sql('select purge_expired()')
    expect(await sql('select from account_notices where user_id = $1', [ana.userId])).toEqual([])
  })
})

describe('signing in again', () => {
  it('makes the session fresh that did, and no other one', async () => {
    const [ana, bob] = [await addPerson('Ana'), await addPerson('Bob')]
    await sql("update sessions set created_at = now() - interval '1 hour'")
    await confirmSession(bob.userId, ana.sessionId)
    const now = Date.now()
    expect(isFresh((await seen(ana))?.confirmedAt ?? now, now)).toBe(false)
    await confirmSession(ana.userId, ana.sessionId)
    expect(isFresh((await seen(ana))?.confirmedAt ?? 0, now)).toBe(true)
    expect(isFresh((await seen(bob))?.confirmedAt ?? now, now)).toBe(false)
  })

  it('lasts 10 minutes, and 15 more for the way to a provider', () => {
    expect([10, 10.01, 25, 25.01].map((minutes) => isFresh(0, minutes * MINUTE))).toEqual([true, false, false, false])
    const returning = [10.01, 25, 25.01].map((minutes) => isFresh(0, minutes * MINUTE, { returning: true }))
    expect(returning).toEqual([true, true, false])
  })
})

describe('signing out everywhere', () => {
  it('revokes the tokens only if asked, and only the own ones', async () => {
    const [ana, bob] = [await addPerson('Ana'), await addPerson('Bob')]
    for (const person of [ana, ana, bob]) await newToken(person)
    await revokeSessions(ana, { except: ana.sessionId })
    expect(await listTokens(ana)).toHaveLength(2)
    expect(await revokeSessions(ana, { tokens: true })).toBe(1)
    expect(await listTokens(ana)).toEqual([])
    expect(await listTokens(bob)).toHaveLength(1)
  })
})
