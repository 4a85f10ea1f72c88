import { createHash, randomBytes } from 'node:crypto'
import type { Browser } from '@playwright/test'
import { DEMO_PATH } from '@/tests/support/browser/app-server'
import { expect, test, untilHydrated } from '@/tests/support/browser/bucket'
import { signInAs } from '@/tests/support/browser/sign-in'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/** Makes a link past the app; returns its token. */
async function addLink(by: Person, more: { uses?: number | null; days?: number } = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql(
    `insert into invitations (id, bucket_id, role, token_hash, uses_left, expires_at, invited_by)
     values (gen_random_uuid(), $1, 'viewer', $2, $3, now() + make_interval(days => $4), $5)`,
    [
      by.bucketId,
      createHash('sha256').update(token).digest('hex'),
      more.uses === undefined ? 1 : more.uses,
      more.days ?? 1,
      by.userId,
    ],
  )
  return token
}

async function addInvitation(by: Person, to: Person, role = 'viewer'): Promise<void> {
  await sql(
    `insert into invitations (id, bucket_id, role, email, expires_at, invited_by)
     values (gen_random_uuid(), $1, $2, $3, now() + interval '1 day', $4)`,
    [by.bucketId, role, to.email, by.userId],
  )
}

async function anonymous(browser: Browser, baseURL: string | undefined) {
  const context = await browser.newContext({ baseURL })
  return { context, page: await context.newPage() }
}

test('signed out, a link says who invites to what, and signing in comes back to it', async ({ browser, baseURL }) => {
  const owner = await addPerson('Olga')
  const token = await addLink(owner)
  const { context, page } = await anonymous(browser, baseURL)
  await page.goto(DEMO_PATH)
  const answer = await page.goto(`/invitations/${token}`)
  expect(answer?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Olga invites you to the bucket “My movies”')
  await expect(page.getByText('You can look at its movies.')).toBeVisible()

  // Nothing about the bucket or its owner but their names.
  const html = (await answer?.text()) ?? ''
  for (const secret of [owner.bucketId, owner.userId, owner.email]) expect(html).not.toContain(secret)
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)

  await page.getByRole('link', { name: 'Sign in to accept' }).click()
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`)
  await expect(page.locator('input[name=next]').first()).toHaveValue(`/invitations/${token}`)
  await signInAs(context, { baseUrl: baseURL ?? '', name: 'Boris' })
  await page.reload()
  await expect(page).toHaveURL(`/invitations/${token}`)
  await untilHydrated(page)
  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(page).toHaveURL(`/buckets/${owner.bucketId}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  // It is used up, and leads there all the same; nobody else is told where it led.
  await page.goto(`/invitations/${token}`)
  await expect(page).toHaveURL(`/buckets/${owner.bucketId}`)
  const other = await anonymous(browser, baseURL)
  expect((await other.page.goto(`/invitations/${token}`))?.status()).toBe(404)
  await other.context.close()
  await context.close()
})

test('the address of a link is in no Referer', async ({ browser, baseURL }) => {
  const token = await addLink(await addPerson('Olga'), { uses: null })
  const { context, page } = await anonymous(browser, baseURL)
  const asked: Promise<string | undefined>[] = []
  // A request that was cancelled by going on has no headers to read.
  page.on('request', (request) =>
    asked.push(
      request.allHeaders().then(
        ({ referer }) => referer ?? '',
        () => undefined,
      ),
    ),
  )
  await page.goto(`/invitations/${token}`)
  await page.getByRole('link', { name: 'Sign in to accept' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await page.goBack()
  await signInAs(context, { baseUrl: baseURL ?? '', name: 'Boris' })
  await page.goto(`/invitations/${token}`)
  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(page).toHaveURL(/buckets/)
  const sent = (await Promise.all(asked)).filter((referer) => referer !== undefined)
  expect(sent.length).toBeGreaterThan(5)
  expect(sent.filter((referer) => referer.includes(token))).toEqual([])
  await context.close()
})

test('opening a link accepts nothing: the button does', async ({ page, person, baseURL }) => {
  const owner = await addPerson({ name: 'Olga' })
  const token = await addLink(owner)
  for (let visit = 0; visit < 3; visit++) await page.goto(`/invitations/${token}`)
  expect((await page.goto(`/buckets/${owner.bucketId}`))?.status()).toBe(404)
  // Posted from elsewhere it is refused.
  await page.goto(`/invitations/${token}`)
  const form = await page
    .locator('main form')
    .evaluate((element) => [...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)]))
  const post = (origin: string) =>
    page.request.post(`/invitations/${token}`, {
      headers: { origin },
      multipart: Object.fromEntries(form),
      maxRedirects: 0,
    })
  await post('https://elsewhere.example')
  expect((await page.goto(`/buckets/${owner.bucketId}`))?.status()).toBe(404)
  await post(baseURL ?? '')
  expect((await page.goto(`/buckets/${owner.bucketId}`))?.status()).toBe(200)
  expect(person.name).toBe('Ana')
})

test('used, expired, taken back and unknown links look the same', async ({ page, person }) => {
  const owner = await addPerson('Olga')
  const tokens = [
    await addLink(owner, { uses: 0 }),
    await addLink(owner, { days: -1 }),
    randomBytes(32).toString('base64url'),
    'x',
    '%00',
  ]
  const seen = new Set<string>()
  for (const token of tokens) {
    const answer = await page.goto(`/invitations/${token}`)
    expect(answer?.status()).toBe(404)
    seen.add(`${await page.title()}: ${await page.locator('main').textContent()}`)
  }
  expect([...seen].map((text) => text.replace(/Request .*/, '').replace(/\s+/g, ' '))).toEqual([
    expect.stringContaining('This invitation does not work: it was used, has expired, or was taken back.'),
  ])
  expect(person.name).toBe('Ana')
})

test('a link is for its maker to send, not to accept', async ({ page, person }) => {
  const token = await addLink(person)
  await page.goto(`/invitations/${token}`)
  await expect(page.getByText('This is your own invitation.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0)
})

test('an invitation by address is declined; the next inviter is blocked, and unblocked in Settings', async ({
  page,
  person,
}) => {
  test.slow()
  const olga = await addPerson('Olga')
  await addInvitation(olga, person)
  // It is told on every screen, and where it waits.
  await page.goto(`/buckets/${person.bucketId}`)
  const menu = page.getByRole('button', { name: /^Buckets/ })
  await expect(menu).toHaveText('Buckets, now in My movies, 1 invitation')
  await menu.click()
  await page.getByRole('link', { name: 'Shared with me , 1 invitation' }).click()
  await expect(page.getByText('Olga invites you to the bucket “My movies”.')).toBeVisible()
  await page.getByRole('button', { name: 'Decline: My movies' }).click()
  await expect(page.getByText('Olga invites you')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Declined.' })).toBeFocused()
  await expect(menu).not.toContainText('invitation')
  expect((await page.goto(`/buckets/${olga.bucketId}`))?.status()).toBe(404)

  await addInvitation(olga, person, 'owner')
  await page.goto('/shared')
  await expect(page.getByText('Olga wants to transfer the bucket “My movies” to you.')).toBeVisible()
  await page.getByText('Block Olga…').click()
  await page.getByRole('button', { name: 'Block Olga', exact: true }).click()
  await expect(page.getByText('Olga wants to transfer')).toHaveCount(0)

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Unblock Olga' }).click()
  await expect(page.getByRole('heading', { name: 'Blocked' })).toHaveCount(0)
  await page.goto('/shared')
  await page.getByRole('button', { name: 'Accept: My movies' }).click()
  await expect(page).toHaveURL(`/buckets/${olga.bucketId}`)
  await page.goto('/groups')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Groups')
})

test('without JavaScript invitations are answered, too', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const person = await signInAs(context, { baseUrl: baseURL ?? '', name: 'Boris' })
  const [olga, pavel] = [await addPerson('Olga'), await addPerson('Pavel')]
  await addInvitation(olga, person)
  await addInvitation(pavel, person)
  const page = await context.newPage()
  await page.goto('/shared')
  await expect(page.getByRole('heading', { name: '2 invitations for you' })).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Olga' })
    .getByRole('button', { name: /^Decline/ })
    .click()
  await expect(page.getByRole('heading', { name: 'An invitation for you' })).toBeVisible()
  await page.getByRole('button', { name: /^Accept/ }).click()
  await expect(page).toHaveURL(`/buckets/${pavel.bucketId}`)
  await context.close()
})
