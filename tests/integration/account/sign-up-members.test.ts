import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '@/tests/support/database/sql'
import { type GitHubPerson, type GitHubServer, startGitHub } from '@/tests/support/oauth/github'
import { restoreSettings, startInProcess } from '@/tests/support/oauth/in-process'

/* SIGN_UP=github:ORG: members of an organisation may make an account. */

const CLIENT = { id: 'moviebucket', secret: 'a secret' }
let github: GitHubServer

beforeAll(async () => {
  github = await startGitHub(CLIENT)
  github.restricted.push('closed-club')
})

afterAll(async () => {
  restoreSettings()
  await github.stop()
})

const serve = (SIGN_UP: string) =>
  startInProcess({
    AUTH_GITHUB_ID: CLIENT.id,
    AUTH_GITHUB_SECRET: CLIENT.secret,
    AUTH_GITHUB_BASE_URL: `${github.url}/`,
    SIGN_UP,
  })

function register(organisations: GitHubPerson['organisations'] = []): GitHubPerson & { address: string } {
  const login = `ana-${randomBytes(5).toString('hex')}`
  const address = `${login}@example.org`
  const emails = [{ email: address, primary: true, verified: true }]
  const person = { id: randomBytes(4).readUInt32BE(), login, name: 'Ana', email: null, emails, organisations }
  github.people.push(person)
  return { ...person, address }
}

const member = (login: string) => ({ login, state: 'active' as const })
const CLOSED = '/sign-in?error=closed&provider=github&next=%2Fsettings'

describe('a newcomer', () => {
  it.each<[string, GitHubPerson['organisations'], rules: string, welcome: boolean]>([
    ['who is a member', [member('film-club')], 'github:film-club', true],
    ['who is a member, however it is written', [member('Film-Club')], 'GitHub:FILM-club', true],
    ['who is a member of the second one', [member('film-club')], 'github:chess, github:film-club', true],
    ['who is no member', [], 'github:film-club', false],
    ['who is a member elsewhere', [member('film')], 'github:film-club', false],
    ['who has not accepted yet', [{ login: 'film-club', state: 'pending' }], 'github:film-club', false],
    ['of an organisation that lets no application ask', [member('closed-club')], 'github:closed-club', false],
    ['who is a member, of whom nobody asks', [member('film-club')], 'invited', false],
    ['whose domain is let in', [], 'github:film-club, example.org', true],
    ['where everyone is let in', [], 'github:film-club, everyone', true],
  ])('%s', async (_, organisations, rules, welcome) => {
    const ana = register(organisations)
    const server = await serve(rules)
    expect(await server.signIn('github', ana.login)).toBe(welcome ? '/settings' : CLOSED)
    expect(await sql('select from users where email = $1', [ana.address])).toHaveLength(welcome ? 1 : 0)
  })

  it('who leaves the organisation keeps the account', async () => {
    const ana = register([member('film-club')])
    await (await serve('github:film-club')).signIn('github', ana.login)
    github.people.find(({ id }) => id === ana.id)?.organisations?.pop()
    expect(await (await serve('github:film-club')).signIn('github', ana.login)).toBe('/settings')
  })

  it('is asked for organisations only where a rule names one', async () => {
    const ana = register([member('film-club')])
    github.scopes.length = 0
    await (await serve('everyone')).signIn('github', ana.login)
    await (await serve('github:film-club')).signIn('github', ana.login)
    expect(github.scopes).toEqual(['read:user user:email', 'read:user user:email read:org'])
  })
})

it('an organisation that lets no application ask is named in the log', async () => {
  const server = await serve('github:closed-club')
  const { log } = await import('@/server/log')
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  await server.signIn('github', register([member('closed-club')]).login)
  expect(warn.mock.calls).toEqual([[{ organisation: 'closed-club', status: 403 }, expect.stringContaining('approve')]])
  warn.mockRestore()
})
