import { startApp } from '@/tests/support/browser/app-server'
import { measureHeaders } from '@/tests/support/browser/header-sizes'
import { hashToken } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'
import {
  continueWith,
  expect,
  newcomer,
  PROVIDERS,
  register,
  sessionCookieOf,
  test,
} from '@/tests/support/oauth/deployment'
import { listen } from '@/tests/support/oauth/http'

// Several whole sign-ins each, through three servers.
test.describe.configure({ mode: 'default', timeout: 60_000 })

const IDS = { GitHub: 'github', Google: 'google', 'Film Club': 'oidc' }

for (const provider of PROVIDERS) {
  test(`${provider}: in, with a first bucket, and on to the page that was asked for`, async ({ page, deployment }) => {
    const who = newcomer('Ana', { email: `Ana.${Date.now()}+${IDS[provider]}@Example.org` })
    const subject = register(deployment, provider, who)

    const headers = measureHeaders(page, deployment.app.url)
    await page.goto('/settings?from=a-link')
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%3Ffrom%3Da-link$/)
    await continueWith(page, provider, who)
    await expect(page).toHaveURL('/settings?from=a-link')
    await expect(page.getByText(`You are ${who.name}, ${who.email.toLowerCase()}.`)).toBeVisible()

    // A proxy such as nginx holds 4 kB of headers unless it is told otherwise, and answers 502 to more.
    const measured = await headers()
    expect(measured.length).toBeGreaterThan(5)
    expect(measured.filter(({ bytes }) => bytes > 3000)).toEqual([])

    const cookie = await sessionCookieOf(page.context())
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
    const days = ((cookie?.expires ?? 0) * 1000 - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThanOrEqual(30)

    const users = await sql(
      `select u.id, u.email, a.provider, a.provider_account_id as subject, b.name as bucket, s.token_hash as hash
       from users u join accounts a on a.user_id = u.id join buckets b on b.owner_id = u.id join sessions s on s.user_id = u.id
       where u.email = $1`,
      [who.email.toLowerCase()],
    )
    expect(users).toEqual([
      {
        id: expect.any(String),
        email: who.email.toLowerCase(),
        provider: IDS[provider],
        subject,
        bucket: 'My movies',
        hash: hashToken(cookie?.value ?? ''),
      },
    ])

    await page.goto('/')
    await expect(page).toHaveURL(/\/buckets\/[0-9a-f-]{36}$/)
    const bucket = page.url()

    await page.context().clearCookies()
    await page.goto('/')
    await continueWith(page, provider, who)
    await expect(page, 'the same person comes again').toHaveURL(bucket)
  })

  test(`${provider}: saying no is told and signs nobody in`, async ({ page }) => {
    await page.goto('/sign-in?next=/settings')
    await page.getByRole('button', { name: `Continue with ${provider}` }).click()
    await page.getByRole('button', { name: 'Refuse' }).click()
    await expect(page.getByText(`You cancelled at ${provider}`)).toBeVisible()
    expect(await sessionCookieOf(page.context())).toBeUndefined()
    await expect(page.locator('input[name=next]').first()).toHaveValue('/settings')
  })

  test(`${provider}: an address that is not verified is refused`, async ({ page, deployment }) => {
    const who = newcomer('Una', { verified: false })
    register(deployment, provider, who)
    await page.goto('/sign-in')
    await continueWith(page, provider, who)
    await expect(page.getByText(`${provider} has not verified your email address`)).toBeVisible()
    expect(await sessionCookieOf(page.context())).toBeUndefined()
    expect(await sql('select from users where email = $1', [who.email])).toHaveLength(0)
  })
}

test('nobody is named as the operator where none is set', async ({ page }) => {
  for (const path of ['/sign-in', '/api/v1/docs', '/p/nothing-here']) {
    await page.goto(path)
    await expect(page.getByText('moviebucket is run by')).toHaveCount(0)
  }
})

test('GitHub: an address that is verified but not the primary one does not count', async ({ page, deployment }) => {
  const { name, email } = newcomer('Second')
  const emails = [
    { email: `first-${email}`, primary: true, verified: false },
    { email, primary: false, verified: true },
  ]
  deployment.github.people.push({ id: Date.now(), login: name, name, email, emails })
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', { name, email })
  await expect(page.getByText('GitHub has not verified your email address')).toBeVisible()
  expect(await sessionCookieOf(page.context())).toBeUndefined()
})

test('the log says nothing of whom: no address, no name, no code', async ({ page, deployment }) => {
  const who = newcomer('Logged')
  register(deployment, 'GitHub', who)
  register(deployment, 'Google', { ...who, name: `${who.name}G` })
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL(/\/buckets\//)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await continueWith(page, 'Google', { ...who, name: `${who.name}G` })
  await expect(page.getByText('signs in with GitHub')).toBeVisible()
  const output = deployment.app.output.join('\n')
  expect(output).toContain('"route":"finishSignIn"')
  expect(output.toLowerCase()).not.toContain(who.name.toLowerCase())
  expect(output).not.toContain('code=')
})

test('without JavaScript: in, and out again', async ({ browser, deployment }) => {
  const context = await browser.newContext({ baseURL: deployment.app.url, javaScriptEnabled: false })
  const page = await context.newPage()
  const who = newcomer('Noscript')
  register(deployment, 'Google', who)
  await page.goto('/settings')
  await continueWith(page, 'Google', who)
  await expect(page).toHaveURL('/settings')
  await page.getByRole('button', { name: 'Sign out: this browser' }).click()
  await expect(page).toHaveURL('/')
  expect(await sessionCookieOf(context)).toBeUndefined()
  await context.close()
})

test('a provider that cannot be reached is named', async ({ page }) => {
  const silent = await listen(() => (_request, response) => response.destroy())
  const app = await startApp({
    databaseUrl: process.env.DATABASE_URL ?? '',
    env: { AUTH_OIDC_ISSUER: silent.url, AUTH_OIDC_ID: 'id', AUTH_OIDC_SECRET: 'secret', AUTH_OIDC_NAME: 'Film Club' },
  })
  await page.goto(`${app.url}/sign-in`)
  await page.getByRole('button', { name: 'Continue with Film Club' }).click()
  await expect(page.getByText('Film Club cannot be reached just now')).toBeVisible()
  await app.stop()
  await silent.stop()
})
