import type { Browser, BrowserContext, Page } from '@playwright/test'
import {
  continueWith,
  type Deployment,
  expect,
  newcomer,
  type ProviderName,
  register,
  sessionCookieOf,
  test,
} from '@/tests/support/oauth/deployment'

// Several whole sign-ins each, through three servers.
test.describe.configure({ mode: 'default', timeout: 60_000 })

for (const provider of ['GitHub', 'Google'] as const) {
  test(`${provider}: a callback works once`, async ({ page, context, browser, deployment }) => {
    const who = newcomer('Replay')
    register(deployment, provider, who)
    const callbacks: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/auth/callback/')) callbacks.push(request.url())
    })
    await page.goto('/sign-in')
    await continueWith(page, provider, who)
    await expect(page).toHaveURL(/\/buckets\//)
    const [callback = ''] = callbacks
    expect(callback).toContain('code=')

    await page.goto(callback)
    await expect(page, 'one is in already: back to one’s movies').toHaveURL(/\/buckets\//)

    await context.clearCookies({ name: 'moviebucket.session' })
    await expectOver(context, callback)

    const other = await browser.newContext({ baseURL: deployment.app.url })
    await expectOver(other, callback)
    await other.close()
  })

  test(`${provider}: a callback made in another browser signs nobody in here`, async ({
    page,
    browser,
    deployment,
  }) => {
    const stolen = await unusedCallback(browser, deployment, provider)
    // In the middle of the person's own attempt, with its cookies in place.
    await page.goto('/sign-in')
    await page.getByRole('button', { name: `Continue with ${provider}` }).click()
    await page.getByRole('button', { name: 'Refuse' }).waitFor()
    await page.goto(stolen)
    await expect(page.getByText('This sign-in has expired')).toBeVisible()
    expect(await sessionCookieOf(page.context())).toBeUndefined()
  })

  test(`${provider}: state has to be there and to be one’s own`, async ({ page, deployment }) => {
    const who = newcomer('Forged')
    register(deployment, provider, who)
    for (const forge of [dropState, madeUpState]) {
      const callback = await interrupt(page, provider, who.name)
      await expectOver(page.context(), forge(callback))
    }
  })
}

test('a code that was used, with state and cookies as they should be, signs nobody in', async ({
  page,
  deployment,
}) => {
  const who = newcomer('Code')
  register(deployment, 'GitHub', who)
  const first = await interrupt(page, 'GitHub', who.name)
  const cookies = await page.context().cookies()
  await page.goto(first)
  await expect(page).toHaveURL(/\/buckets\//)
  await page.context().clearCookies()
  await page.context().addCookies(cookies)
  await page.goto(first)
  await expect(page.getByText('This sign-in has expired')).toBeVisible()
  expect(await sessionCookieOf(page.context())).toBeUndefined()
})

test('an attempt at one provider does not end at another', async ({ page, deployment }) => {
  const who = newcomer('Mixed')
  register(deployment, 'GitHub', who)
  const callback = await interrupt(page, 'GitHub', who.name)
  await page.goto(callback.replace('/callback/github', '/callback/oidc'))
  await expect(page.getByText('This sign-in has expired')).toBeVisible()
  expect(await sessionCookieOf(page.context())).toBeUndefined()
})

test('of Auth.js’s own addresses there is only the callback, and only for what is configured', async ({ request }) => {
  for (const path of ['session', 'csrf', 'providers', 'signin', 'signin/github', 'signout', 'error', 'callback']) {
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404)
    expect((await request.post(`/api/auth/${path}`, { form: {} })).status(), path).toBe(404)
  }
  expect((await request.get('/api/auth/callback/gitlab')).status()).toBe(404)
  expect((await request.post('/api/auth/callback/github', { form: {} })).status()).toBe(405)
})

test('one returns to a path of this deployment, whatever is asked for', async ({ page, deployment }) => {
  const who = newcomer('Next')
  register(deployment, 'GitHub', who)
  for (const next of [
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    'https://evil.example',
    '%2F%2Fevil.example',
  ]) {
    await page.goto(`/sign-in?next=${next}`)
    await expect(page.locator('input[name=next]').first()).toHaveValue('/')
  }
  // The hidden field is the browser's to change.
  await page.goto('/sign-in')
  await page.locator('input[name=next]').evaluateAll((inputs) => {
    for (const input of inputs) (input as HTMLInputElement).value = '//evil.example/x'
  })
  await continueWith(page, 'GitHub', who)
  await expect(page).toHaveURL(new RegExp(`^${deployment.app.url}/buckets/`))
})

/** Asks for a callback with this browser's cookies: it signs nobody in, and the page it leads to says so. */
async function expectOver(context: BrowserContext, callback: string): Promise<void> {
  const answer = await context.request.get(callback)
  expect(await answer.text()).toContain('This sign-in has expired')
  expect(await sessionCookieOf(context)).toBeUndefined()
}

/** Says yes at a provider and stops before the browser is back; returns the address it is sent to. */
async function interrupt(page: Page, provider: ProviderName, name: string): Promise<string> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Continue with ${provider}` }).click()
  const choice = await page.getByRole('button', { name: `Continue as ${name}` }).getAttribute('value')
  let answer = await page.request.post(page.url(), { form: { choice: choice ?? '' }, maxRedirects: 0 })
  for (;;) {
    const target = new URL(answer.headers().location ?? '', answer.url()).href
    if (target.includes('/api/auth/callback/')) return target
    answer = await page.request.get(target, { maxRedirects: 0 })
  }
}

async function unusedCallback(browser: Browser, deployment: Deployment, provider: ProviderName): Promise<string> {
  const attacker = newcomer('Attacker')
  register(deployment, provider, attacker)
  const context = await browser.newContext({ baseURL: deployment.app.url })
  const callback = await interrupt(await context.newPage(), provider, attacker.name)
  await context.close()
  return callback
}

function dropState(callback: string): string {
  const url = new URL(callback)
  url.searchParams.delete('state')
  return url.href
}

function madeUpState(callback: string): string {
  const url = new URL(callback)
  url.searchParams.set('state', 'made-up')
  return url.href
}
