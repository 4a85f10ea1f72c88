import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppPath } from '@/domain/paths'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { type GitHubServer, startGitHub } from '@/tests/support/oauth/github'
import { type InProcess, restoreSettings, startInProcess } from '@/tests/support/oauth/in-process'

/* A whole sign-in at a provider, which is a server of its own, without a browser. */

const CLIENT = { id: 'moviebucket', secret: 'a secret' }

let github: GitHubServer
let server: InProcess

beforeAll(async () => {
  github = await startGitHub(CLIENT)
  server = await startInProcess({
    AUTH_GITHUB_ID: CLIENT.id,
    AUTH_GITHUB_SECRET: CLIENT.secret,
    AUTH_GITHUB_BASE_URL: github.url,
    // With it, the people whom tests make can sign in again.
    AUTH_GOOGLE_ID: CLIENT.id,
    AUTH_GOOGLE_SECRET: CLIENT.secret,
  })
})

afterAll(async () => {
  restoreSettings()
  await github.stop()
})

const unique = () => randomBytes(5).toString('hex')

/** Gives a person an account at the provider; returns its login. */
function register(email: string, { verified = true } = {}): string {
  const login = `ana-${unique()}`
  github.people.push({
    id: randomBytes(4).readUInt32BE(),
    login,
    name: 'Ana',
    email: null,
    emails: [{ email, primary: true, verified }],
  })
  return login
}

const signIn = (login: string, next: AppPath, cookies?: Map<string, string>) =>
  server.signIn('github', login, { next, cookies })

const usersOf = (login: string) =>
  sql<{ email: string }>('select u.email from users u join accounts a on a.user_id = u.id where a.login = $1', [login])

describe('a new account at a provider', () => {
  it('makes a user with its address', async () => {
    const email = `ana-${unique()}@example.org`
    const login = register(email)
    expect(await signIn(login, '/settings')).toBe('/settings')
    expect(await usersOf(login)).toEqual([{ email }])
  })

  it.each([
    ['whose address is not verified', (name: string) => `${name}@example.org`, { verified: false }, 'unverified'],
    ['whose address has a letter that stands for two', (name: string) => `${name}ﬁ@example.org`, {}, 'lookalike'],
    ['whose address has wide letters', (name: string) => `ａ${name}@example.org`, {}, 'lookalike'],
    ['whose host has unusual letters', (name: string) => `${name}@ｅxample.org`, {}, 'lookalike'],
  ])('%s makes none', async (_, addressOf, options, refusal) => {
    const email = addressOf(unique())
    const login = register(email, options)
    expect(await signIn(login, '/settings')).toContain(`error=${refusal}`)
    expect(await usersOf(login)).toEqual([])
    expect(await sql('select from users where email in ($1, $2)', [email, email.normalize('NFKC')])).toEqual([])
  })

  it('with the address of a user makes none, and joins nobody', async () => {
    const { email } = await addPerson('Fiona')
    const login = register(email)
    expect(await signIn(login, '/settings')).toContain('error=other_provider')
    expect(await usersOf(login)).toEqual([])
  })
})

describe('connecting an account', () => {
  async function connect(session: string, email = `ana-${unique()}@example.org`) {
    const ana = await addPerson('Ana')
    const login = register(email)
    await sql(`update sessions set ${session} where id = $1`, [ana.sessionId])
    const cookies = new Map([['moviebucket.session', ana.token]])
    const path = await signIn(login, server.attempt.connectTarget('github'), cookies)
    return { path, connected: (await usersOf(login)).map(({ email }) => email === ana.email) }
  }

  it.each([
    ["created_at = now() - interval '24 minutes'", '/settings?connected=github'],
    [
      "created_at = now() - interval '1 day', confirmed_at = now() - interval '24 minutes'",
      '/settings?connected=github',
    ],
    ["created_at = now() - interval '26 minutes'", '/settings?error=stale&provider=github'],
    [
      "created_at = now() - interval '1 day', confirmed_at = now() - interval '26 minutes'",
      '/settings?error=stale&provider=github',
    ],
  ])('in a session with %s leads to %s', async (session, path) => {
    expect(await connect(session)).toEqual({ path, connected: path.includes('error') ? [] : [true] })
  })

  it('in unusual letters is refused', async () => {
    const { path, connected } = await connect('confirmed_at = now()', `ﬁ${unique()}@example.org`)
    expect(path).toBe('/settings?error=lookalike&provider=github')
    expect(connected).toEqual([])
  })

  it('by an address that only connecting leads to does not sign in', async () => {
    const login = register(`ana-${unique()}@example.org`)
    const asked = server.attempt.connectTarget('github')
    expect(await signIn(login, asked)).toContain('error=expired')
    expect(await usersOf(login)).toEqual([])
    expect(await signIn(login, server.attempt.signInTarget(asked))).toBe('/settings')
    expect(await usersOf(login)).toHaveLength(1)
  })
})
