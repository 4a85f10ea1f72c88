import { randomBytes } from 'node:crypto'
import { newToken } from '@/server/auth/session-cookie'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addInvitation } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { test as base, continueWith, expect, newcomer } from '@/tests/support/oauth/deployment'
import { type GitHubPerson, type GitHubServer, startGitHub } from '@/tests/support/oauth/github'

const OPERATOR = 'Ana Lopez <ana@example.org>'
const client = { id: 'moviebucket', secret: 'secret' }

/** A deployment that lets in those who are invited and addresses of one domain. */
const test = base.extend<Record<never, never>, { closed: { app: App; github: GitHubServer } }>({
  closed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from here
    async ({}, use) => {
      const github = await startGitHub(client)
      const env = { AUTH_GITHUB_ID: client.id, AUTH_GITHUB_SECRET: client.secret, AUTH_GITHUB_BASE_URL: github.url }
      const databaseUrl = process.env.DATABASE_URL ?? ''
      const app = await startApp({ databaseUrl, env: { ...env, SIGN_UP: 'invited, club.example', OPERATOR } })
      await use({ app, github })
      await app.stop()
      await github.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ closed }, use) => use(closed.app.url),
})

test.describe.configure({ mode: 'default', timeout: 60_000 })

type Who = ReturnType<typeof newcomer>

const TOKEN = newToken()
const invite = async (to: Parameters<typeof addInvitation>[3]) => {
  const owner = await addPerson('Owner')
  return addInvitation(owner, owner, 'viewer', to)
}
const expire = (id: string) => sql("update invitations set expires_at = now() - interval '1 hour' where id = $1", [id])

function register({ people }: GitHubServer, { name, email }: Who): GitHubPerson {
  const emails = [{ email, primary: true, verified: true }]
  const person = { id: randomBytes(4).readUInt32BE(), login: name, name, email, emails }
  people.push(person)
  return person
}

const cases: [string, (who: Who) => Promise<unknown>, string, boolean][] = [
  ['a stranger', async () => {}, '/sign-in', false],
  ['one who was invited by address', ({ email }) => invite({ email }), '/sign-in', true],
  ['one who was invited by GitHub name', ({ name }) => invite({ login: name.toLowerCase() }), '/sign-in', true],
  ['one with an invitation link', () => invite({ token: TOKEN }), `/sign-in?next=/invitations/${TOKEN}`, true],
  ['one with a link that nobody made', async () => {}, `/sign-in?next=/invitations/${newToken()}`, false],
  ['one whose invitation has expired', ({ email }) => invite({ email }).then(expire), '/sign-in', false],
]
for (const [name, arrange, path, welcome] of cases) {
  test(`${name} is ${welcome ? '' : 'not '}let in`, async ({ page, closed }) => {
    const who = newcomer('Neu')
    register(closed.github, who)
    await arrange(who)
    await page.goto(path)
    await continueWith(page, 'GitHub', who)
    if (welcome) await expect(page).toHaveURL(/\/(buckets|invitations|shared)/)
    else await expect(page.getByText('This moviebucket is not open to everybody')).toBeVisible()
    expect(await sql('select email from users where email = $1', [who.email])).toHaveLength(welcome ? 1 : 0)
  })
}

test('an address of the domain is let in, and one who has an account stays welcome', async ({
  page,
  closed,
  context,
}) => {
  const who = newcomer('Klub', { email: `klub-${Date.now()}@club.example` })
  const person = register(closed.github, who)
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL(/\/buckets/)
  // As when the operator takes the domain off the list: the account is known by then.
  person.emails = [{ email: who.email.replace('club.example', 'other.example'), primary: true, verified: true }]
  await context.clearCookies()
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL(/\/buckets/)
})

test('the operator is named where people need one', async ({ page, closed }) => {
  const named = page.getByText('This moviebucket is run by Ana Lopez; ask them.')
  const who = newcomer('Fremd')
  register(closed.github, who)
  for (const path of ['/', '/sign-in', '/api/v1/docs', '/p/nothing-here']) {
    await page.goto(path)
    await expect(named, path).toBeVisible()
    await expect(named.getByRole('link')).toHaveAttribute('href', 'mailto:ana@example.org')
  }
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', who)
  await expect(page.getByText('This moviebucket is not open to everybody')).toBeVisible()
  await expect(named).toBeVisible()
})
