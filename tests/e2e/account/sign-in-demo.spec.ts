import { hiddenFields, send } from '@/tests/support/api/http-client'
import { startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'

const BUTTON = 'Try it with the local demo account'

test('the demo account opens on this computer, and is marked as what it is', async ({ page, baseURL }) => {
  await page.goto('/settings')
  await expect(page.getByText('Only on this computer, without a password.')).toBeVisible()
  await page.getByRole('button', { name: BUTTON }).click()
  await expect(page).toHaveURL('/settings')
  await expect(page.getByText('This is the local demo account.')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/buckets\//)
  const [cookie] = await page.context().cookies(baseURL)
  expect(cookie).toMatchObject({ name: 'moviebucket.session', httpOnly: true, sameSite: 'Lax' })
})

test('it opens without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: BUTTON }).click()
  await expect(page).toHaveURL(/\/buckets\//)
  await context.close()
})

const FROM_OUTSIDE: Record<string, string>[] = [
  { 'x-forwarded-for': '203.0.113.5' },
  { 'x-forwarded-for': '127.0.0.1, 203.0.113.5' },
  { 'x-forwarded-host': 'movies.example.org' },
  { 'x-real-ip': '203.0.113.5' },
  { forwarded: 'for=203.0.113.5' },
  { via: '1.1 proxy' },
]

for (const headers of FROM_OUTSIDE) {
  test(`it does not open for a request with ${JSON.stringify(headers)}`, async ({ baseURL }) => {
    const url = baseURL ?? ''
    const form = await demoForm(url)
    const seen = await send(`${url}/sign-in`, { headers })
    expect(seen.body).not.toContain(BUTTON)
    const posted = await send(`${url}/sign-in`, { form, headers: { origin: url, ...headers } })
    expect(posted.cookies).toEqual([])
  })
}

test('it opens for no other origin, and for none that is not named', async ({ baseURL }) => {
  const url = baseURL ?? ''
  const form = await demoForm(url)
  const wrong: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: url, 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of wrong) {
    const posted = await send(`${url}/sign-in`, { form, headers })
    expect(posted.cookies, JSON.stringify(headers)).toEqual([])
  }
  // The same request as it should be, to show that the ones above were refused for what they differ in.
  const right = await send(`${url}/sign-in`, { form, headers: { origin: url, 'sec-fetch-site': 'same-origin' } })
  expect(right.cookies).toEqual([expect.stringMatching(/^moviebucket\.session=[\w-]{43}; .*HttpOnly/)])
})

test('it does not open with a provider configured, or without the embedded database', async ({ baseURL }) => {
  const form = await demoForm(baseURL ?? '')
  const databaseUrl = process.env.DATABASE_URL ?? ''
  const settings: Record<string, string>[] = [
    {},
    { MOVIEBUCKET_EMBEDDED: '1', AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' },
  ]
  for (const env of settings) {
    const app = await startApp({ databaseUrl, env })
    const seen = await send(`${app.url}/sign-in`)
    expect(seen.body).not.toContain(BUTTON)
    const posted = await send(`${app.url}/sign-in`, { form, headers: { origin: app.url } })
    expect(posted.cookies).toEqual([])
    expect(posted.body, 'the action itself refuses').toContain('opens only on the computer that runs this moviebucket')
    if (!env.AUTH_GITHUB_ID) {
      expect(seen.body).toContain('Nobody can sign in here yet')
      expect(seen.body).toContain(`${app.url}/api/auth/callback/github`)
    }
    await app.stop()
  }
})

/** The fields of the demo account's form as the page has them; every server of one build takes the same. */
async function demoForm(url: string): Promise<[string, string][]> {
  return hiddenFields((await send(`${url}/sign-in`)).body, BUTTON)
}
