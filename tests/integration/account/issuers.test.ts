import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAccounts } from '@/db/account/accounts'
import { createSession } from '@/db/account/sessions'
import { listReceived } from '@/db/sharing/invitations/received'
import { addInvitation } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { hashToken } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'
import { type GitHubServer, startGitHub } from '@/tests/support/oauth/github'
import { type InProcess, restoreSettings, startInProcess } from '@/tests/support/oauth/in-process'
import { type OpenIdServer, startOpenId } from '@/tests/support/oauth/openid'

/* Two servers stand behind one provider's settings, one after the other, and give the same subject to two people. */

const CLIENT = { id: 'moviebucket', secret: 'a secret' }
const KEYS = {
  AUTH_GITHUB_ID: CLIENT.id,
  AUTH_GITHUB_SECRET: CLIENT.secret,
  AUTH_OIDC_ID: CLIENT.id,
  AUTH_OIDC_SECRET: CLIENT.secret,
}

type Side = { oidc: OpenIdServer; github: GitHubServer }
let old: Side
let now: Side

async function startSide(name: string): Promise<Side> {
  const callbackUrl = 'http://localhost:3000/api/auth/callback/oidc'
  return { oidc: await startOpenId({ name, client: CLIENT, callbackUrl }), github: await startGitHub(CLIENT) }
}

beforeAll(async () => {
  ;[old, now] = [await startSide('old'), await startSide('new')]
})

afterAll(async () => {
  restoreSettings()
  for (const { oidc, github } of [old, now]) await Promise.all([oidc.stop(), github.stop()])
})

const serve = (side: Side, more: Record<string, string> = {}): Promise<InProcess> =>
  startInProcess({
    ...KEYS,
    AUTH_URL: 'http://localhost:3000',
    AUTH_OIDC_ISSUER: side.oidc.url,
    AUTH_GITHUB_BASE_URL: side.github.url,
    ...more,
  })

const GOOGLE = 'https://accounts.google.com'
const unique = () => randomBytes(5).toString('hex')
const addressOf = (name: string) => `${name}-${unique()}@example.org`

const PROVIDERS = {
  oidc: {
    register({ oidc }: Side, subject: string, email: string) {
      oidc.people.push({ sub: subject, name: 'Ana', email, email_verified: true })
      return subject
    },
    issuerOf: ({ oidc }: Side) => oidc.url,
    former: (side: Side) => ({ AUTH_OIDC_FORMER_ISSUER: `${side.oidc.url}/` }),
  },
  github: {
    register({ github }: Side, subject: string, email: string) {
      const login = `ana-${unique()}`
      const emails = [{ email, primary: true, verified: true }]
      github.people.push({ id: Number(subject), login, name: 'Ana', email: null, emails })
      return login
    },
    issuerOf: ({ github }: Side) => github.url,
    former: (side: Side) => ({ AUTH_GITHUB_FORMER_BASE_URL: side.github.url }),
  },
}

const accountsOf = (email: string) =>
  sql<{ issuer: string }>('select a.issuer from users u join accounts a on a.user_id = u.id where u.email = $1', [
    email,
  ])
const newSubject = () => String(randomBytes(4).readUInt32BE())

describe.each(Object.entries(PROVIDERS))('the same subject behind another issuer of %s', (provider, kind) => {
  const id = provider as keyof typeof PROVIDERS

  /** Ana has an account from the old server; the same subject at the new one is another person. */
  async function signUpAtOld() {
    const [subject, email] = [newSubject(), addressOf('ana')]
    expect(await (await serve(old)).signIn(id, kind.register(old, subject, email))).toBe('/settings')
    expect(await accountsOf(email)).toEqual([{ issuer: kind.issuerOf(old) }])
    return { subject, email }
  }

  it('is another person, side by side', async () => {
    const ana = await signUpAtOld()
    const email = addressOf('ben')
    const choice = kind.register(now, ana.subject, email)
    const server = await serve(now)
    expect(await server.signIn(id, choice)).toBe('/settings')
    expect(await server.signIn(id, choice)).toBe('/settings')
    expect(await accountsOf(email)).toEqual([{ issuer: kind.issuerOf(now) }])
    expect(await accountsOf(ana.email)).toEqual([{ issuer: kind.issuerOf(old) }])
  })

  it('with her address is told that the provider moved, and gets in nowhere', async () => {
    const ana = await signUpAtOld()
    const cookies = new Map<string, string>()
    const server = await serve(now)
    const path = await server.signIn(id, kind.register(now, ana.subject, ana.email), { cookies })
    expect(path).toBe(`/sign-in?error=moved&provider=${id}&next=%2Fsettings`)
    expect(cookies.has('moviebucket.session')).toBe(false)
    expect(await server.hint(cookies)).toEqual({ email: ana.email, providers: [] })
    expect(await accountsOf(ana.email)).toEqual([{ issuer: kind.issuerOf(old) }])
  })

  it('is she again once the operator says that it only moved', async () => {
    const ana = await signUpAtOld()
    const choice = kind.register(now, ana.subject, ana.email)
    expect(await (await serve(now, kind.former(old))).signIn(id, choice)).toBe('/settings')
    expect(await accountsOf(ana.email)).toEqual([{ issuer: kind.issuerOf(now) }])
    // The setting may go again.
    expect(await (await serve(now)).signIn(id, choice)).toBe('/settings')
  })

  it('stays another person where both have come before the operator says it', async () => {
    const ana = await signUpAtOld()
    const email = addressOf('ben')
    const choice = kind.register(now, ana.subject, email)
    await (await serve(now)).signIn(id, choice)
    expect(await (await serve(now, kind.former(old))).signIn(id, choice)).toBe('/settings')
    expect(await accountsOf(ana.email)).toEqual([{ issuer: kind.issuerOf(old) }])
  })

  it('is connected anew in Settings by a person who is signed in', async () => {
    const ana = await signUpAtOld()
    const server = await serve(now)
    const [{ id: userId } = { id: '' }] = await sql<{ id: string }>('select id from users where email = $1', [
      ana.email,
    ])
    const token = unique()
    await createSession({ tokenHash: hashToken(token), userId, device: null, expires: new Date(Date.now() + 60_000) })
    const cookies = new Map([['moviebucket.session', token]])
    const choice = kind.register(now, newSubject(), ana.email)
    const { listSignInWays } = await import('@/app/settings/sign-in-ways')
    const wayOf = async () => listSignInWays(await listAccounts({ userId })).find((way) => way.id === id)
    expect(await wayOf()).toMatchObject({ moved: true, canConnect: true, canDisconnect: false })
    const target = server.attempt.connectTarget(id)
    expect(await server.signIn(id, choice, { next: target, cookies })).toBe(`/settings?connected=${id}`)
    expect(await accountsOf(ana.email)).toEqual([{ issuer: kind.issuerOf(now) }])
    expect(await wayOf()).toMatchObject({ moved: false, canConnect: false })
    expect(await server.signIn(id, choice)).toBe('/settings')
  })

  it('is told which other provider signs her in', async () => {
    const ana = await signUpAtOld()
    await sql(
      `insert into accounts (user_id, type, provider, issuer, provider_account_id)
       select id, 'oidc', 'google', 'https://accounts.google.com', id from users where email = $1`,
      [ana.email],
    )
    const cookies = new Map<string, string>()
    const server = await serve(now, { AUTH_GOOGLE_ID: 'id', AUTH_GOOGLE_SECRET: 'secret', AUTH_GOOGLE_ISSUER: GOOGLE })
    expect(await server.signIn(id, kind.register(now, ana.subject, ana.email), { cookies })).toContain('error=moved')
    expect(await server.hint(cookies)).toEqual({ email: ana.email, providers: ['google'] })
  })
})

describe('accounts from before issuers were stored', () => {
  const settledAs = (provider: string, issuer: string) =>
    sql('insert into provider_issuers values ($1, $2)', [provider, issuer])
  const forget = () => sql('delete from provider_issuers')

  async function addOld(id: keyof typeof PROVIDERS, subject: string): Promise<string> {
    const { userId, email } = await addPerson({ account: false })
    await sql("insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', $2, $3)", [
      userId,
      id,
      subject,
    ])
    return email
  }

  it.each(['oidc', 'github'] as const)(
    'belong to the issuer of the first start, and to no later one: %s',
    async (id) => {
      await forget()
      const [first, second] = [newSubject(), newSubject()]
      const ana = await addOld(id, first)
      const { issuers } = await serve(old)
      await issuers.settleIssuers()
      expect(await accountsOf(ana)).toEqual([{ issuer: PROVIDERS[id].issuerOf(old) }])

      // The release before still serves, and stores one more.
      const ben = await addOld(id, second)
      expect(await accountsOf(ben)).toEqual([{ issuer: PROVIDERS[id].issuerOf(old) }])
      const server = await serve(now)
      expect(await server.signIn(id, PROVIDERS[id].register(now, second, ben))).toContain('error=moved')
      expect(await accountsOf(ben)).toEqual([{ issuer: PROVIDERS[id].issuerOf(old) }])
    },
  )

  it('belong to nobody where the provider was off at that start, until the operator says whose they are', async () => {
    await forget()
    await settledAs('oidc', 'unknown')
    const subject = newSubject()
    const ana = await addOld('oidc', subject)
    const choice = PROVIDERS.oidc.register(now, subject, ana)
    expect(await (await serve(now)).signIn('oidc', choice)).toContain('error=moved')
    expect(await accountsOf(ana)).toEqual([{ issuer: 'unknown' }])
    expect(await (await serve(now, { AUTH_OIDC_FORMER_ISSUER: 'unknown' })).signIn('oidc', choice)).toBe('/settings')
  })

  it('keep invitations from a person with the same id elsewhere', async () => {
    await forget()
    const subject = newSubject()
    const [owner, ana] = [await addPerson('Owner'), await addOld('github', subject)]
    const invitation = await addInvitation(owner, { bucketId: owner.bucketId }, 'viewer', { login: `ana-${unique()}` })
    await sql('insert into invitation_accounts (invitation_id, account_id) values ($1, $2)', [invitation, subject])
    await (await serve(old)).issuers.settleIssuers()

    const seenBy = async (email: string) => {
      const [{ id: userId } = { id: '' }] = await sql<{ id: string }>('select id from users where email = $1', [email])
      return (await listReceived({ userId })).map(({ id }) => id)
    }
    expect(await seenBy(ana)).toEqual([invitation])
    const ben = addressOf('ben')
    await (await serve(now)).signIn('github', PROVIDERS.github.register(now, subject, ben))
    expect(await seenBy(ben)).toEqual([])
    expect(await seenBy(ana)).toEqual([invitation])
  })

  it('keep invitations where the provider moves', async () => {
    const [owner, email] = [await addPerson('Owner'), addressOf('ana')]
    const subject = newSubject()
    const login = PROVIDERS.github.register(old, subject, email)
    const invitation = await addInvitation(owner, { bucketId: owner.bucketId }, 'viewer', { login })
    await (await serve(old)).signIn('github', login)
    await (await serve(now, PROVIDERS.github.former(old))).issuers.settleIssuers()
    const [{ id: userId } = { id: '' }] = await sql<{ id: string }>('select id from users where email = $1', [email])
    expect((await listReceived({ userId })).map(({ id }) => id)).toEqual([invitation])
  })
})
