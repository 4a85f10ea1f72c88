import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hiddenFields, send } from '@/tests/support/api/http-client'
import { DEMO, DEMO_PATH, startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'

const KEY = `moviebucket.demo=${DEMO.MOVIEBUCKET_DEMO_KEY}`
const BUTTON = 'Try it with the local demo account'

test('the demo account opens on this computer, and is marked as what it is', async ({ page, baseURL }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: BUTTON })).toHaveCount(0)
  await expect(page.getByText('open the address that npm start printed')).toBeVisible()
  await page.goto(DEMO_PATH)
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/settings')
  await expect(page.getByText('Only on this computer, without a password.')).toBeVisible()
  await page.getByRole('button', { name: BUTTON }).click()
  await expect(page).toHaveURL('/settings')
  await expect(page.getByText('This is the local demo account.')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/buckets\//)
  const cookies = await page.context().cookies(baseURL)
  expect(cookies.map(({ name }) => name).sort()).toEqual(['moviebucket.demo', 'moviebucket.session'])
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
})

test('it opens without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(DEMO_PATH)
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
    const seen = await send(`${url}/sign-in`, { headers: { cookie: KEY, ...headers } })
    expect(seen.body).not.toContain(BUTTON)
    const posted = await send(`${url}/sign-in`, { form, headers: { cookie: KEY, origin: url, ...headers } })
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
    const posted = await send(`${url}/sign-in`, { form, headers: { cookie: KEY, ...headers } })
    expect(posted.cookies, JSON.stringify(headers)).toEqual([])
  }
  // The same request as it should be, to show that the ones above were refused for what they differ in.
  const right = await send(`${url}/sign-in`, {
    form,
    headers: { cookie: KEY, origin: url, 'sec-fetch-site': 'same-origin' },
  })
  expect(right.cookies).toEqual([expect.stringMatching(/^moviebucket\.session=[\w-]{43}; .*HttpOnly/)])
})

test('it does not open with a provider configured, or without the embedded database', async ({ baseURL }) => {
  const form = await demoForm(baseURL ?? '')
  const databaseUrl = process.env.DATABASE_URL ?? ''
  const settings: Record<string, string>[] = [{}, { ...DEMO, AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' }]
  for (const env of settings) {
    const app = await startApp({ databaseUrl, env })
    const seen = await send(`${app.url}/sign-in`, { headers: { cookie: KEY } })
    expect(seen.body).not.toContain(BUTTON)
    const posted = await send(`${app.url}/sign-in`, { form, headers: { cookie: KEY, origin: app.url } })
    expect(posted.cookies).toEqual([])
    expect(posted.body, 'the action itself refuses').toContain('opens only on the computer that runs this moviebucket')
    if (!env.AUTH_GITHUB_ID) {
      expect(seen.body).toContain('Nobody can sign in here yet')
      expect(seen.body).toContain(`${app.url}/api/auth/callback/github`)
    }
    await app.stop()
  }
})

const WRONG_KEYS = ['', 'x', `${DEMO.MOVIEBUCKET_DEMO_KEY}x`, DEMO.MOVIEBUCKET_DEMO_KEY.toUpperCase(), 'é'.repeat(45)]

for (const key of WRONG_KEYS) {
  test(`it does not open with the key ${JSON.stringify(key)}`, async ({ baseURL }) => {
    const url = baseURL ?? ''
    const form = await demoForm(url)
    const unlocked = await send(`${url}/sign-in/demo?key=${encodeURIComponent(key)}`)
    expect(unlocked).toMatchObject({ status: 303, location: '/sign-in', cookies: [] })
    const cookie = `moviebucket.demo=${encodeURIComponent(key)}`
    expect((await send(`${url}/sign-in`, { headers: { cookie } })).body).not.toContain(BUTTON)
    const posted = await send(`${url}/sign-in`, { form, headers: { cookie, origin: url } })
    expect(posted.cookies).toEqual([])
  })
}

test('it does not open without the key through a proxy that says nothing of itself', async ({ baseURL }) => {
  const url = baseURL ?? ''
  const form = await demoForm(url)
  // As nginx with nothing but proxy_pass: the app sees a request of this computer for its own address.
  const proxy = createServer((incoming, outgoing) => {
    const { 'content-type': type = '', origin } = incoming.headers
    const headers = {
      host: new URL(url).host,
      connection: 'close',
      'content-type': type,
      ...(origin && { origin: url }),
    }
    const onward = request(`${url}${incoming.url}`, { method: incoming.method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const outside = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const seen = await send(`${outside}/sign-in`)
  expect(seen).toMatchObject({ status: 200, cookies: [] })
  expect(seen.body).not.toContain(BUTTON)
  const posted = await send(`${outside}/sign-in`, { form, headers: { origin: outside } })
  expect(posted.cookies).toEqual([])
  expect(posted.body).toContain('by the address that npm start printed')
  proxy.close()
})

/** The fields of the demo account's form as the page has them; every server of one build takes the same. */
async function demoForm(url: string): Promise<[string, string][]> {
  return hiddenFields((await send(`${url}/sign-in`, { headers: { cookie: KEY } })).body, BUTTON)
}
