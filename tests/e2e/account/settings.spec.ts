import { expect, test } from '@/tests/support/browser/e2e'
import { signInAs } from '@/tests/support/browser/sign-in'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'

test('signing out ends the session itself: the cookie that was is worth nothing', async ({ page, person, baseURL }) => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out: this browser' }).click()
  await expect(page).toHaveURL('/')
  await page.context().addCookies([sessionCookie(baseURL ?? '', person.token)])
  await page.goto('/settings')
  await expect(page).toHaveURL('/sign-in?next=%2Fsettings')
})

test('the menu signs out, too', async ({ page, person, baseURL }) => {
  await page.goto('/settings')
  await page.getByText(person.name, { exact: true }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL('/')
  expect(await page.context().cookies(baseURL)).toEqual([])
  expect(await sql('select from sessions where id = $1', [person.sessionId])).toHaveLength(0)
})

test('signing out everywhere else, and everywhere, works on the next request', async ({
  browser,
  page,
  person,
  baseURL,
}) => {
  const other = await browser.newContext({ baseURL })
  await addSession(person.userId, 'elsewhere-token', 'Firefox on Windows')
  await other.addCookies([sessionCookie(baseURL ?? '', 'elsewhere-token')])
  const elsewhere = await other.newPage()
  await elsewhere.goto('/settings')
  await expect(elsewhere.getByRole('heading', { name: 'Settings' })).toBeVisible()

  await page.goto('/settings')
  await expect(page.getByText('Firefox on Windows')).toBeVisible()
  await expect(page.getByText('This browser', { exact: true })).toHaveCount(1)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('Signed out everywhere but in this browser.')).toBeVisible()
  await expect(page.getByText('Firefox on Windows')).toHaveCount(0)
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in/)

  await addSession(person.userId, 'third-token', 'Safari on iPhone')
  await other.addCookies([sessionCookie(baseURL ?? '', 'third-token')])
  await elsewhere.goto('/settings')
  await elsewhere.getByRole('button', { name: 'Sign out everywhere', exact: true }).click()
  await expect(elsewhere).toHaveURL('/')
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in/)
  await other.close()
})

test('one session of several is signed out from afar', async ({ page, person }) => {
  await addSession(person.userId, `afar-${person.userId}`, 'Edge on Windows')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out: Edge on Windows' }).click()
  await expect(page.getByText('That browser is signed out.')).toBeVisible()
  await expect(page.getByText('Edge on Windows')).toHaveCount(0)
  await expect(page.getByText('This browser', { exact: true })).toBeVisible()
})

test('theme, density and shortcuts show at once and stay', async ({ page, person, context }) => {
  expect(person.email).toContain('@')
  await page.goto('/settings')
  const html = page.locator('html')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('radio', { name: 'Compact' }).check()
  await expect(html).toHaveAttribute('data-density', 'compact')
  await page.getByRole('checkbox', { name: /Single-key shortcuts/ }).uncheck()
  await expect
    .poll(async () => (await context.cookies()).find((cookie) => cookie.name === 'moviebucket.preferences')?.value)
    .toBe('dark.compact.off')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toHaveCount(1)

  await page.goto('/')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await expect(html).toHaveAttribute('data-density', 'compact')
  await page.goto('/settings')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: /Single-key shortcuts/ })).not.toBeChecked()
})

test('without JavaScript preferences are saved by a button', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await signInAs(context, { baseUrl: baseURL ?? '' })
  const page = await context.newPage()
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Light' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked()
  await context.close()
})

test('a preference that cannot be kept says so', async ({ page, person, context }) => {
  expect(person.email).toContain('@')
  await page.goto('/settings')
  await context.clearCookies({ name: 'moviebucket.session' })
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.getByText('This was not saved')).toBeVisible()
})

test('deleting an account asks for its address, and then everything is gone', async ({ page, person, baseURL }) => {
  await addMovies(person.bucketId, person.userId, 2)
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Delete account…' }).click()
  await expect(page.getByText('1 bucket with 2 movies')).toBeVisible()
  const field = page.getByLabel(/Your email address/)
  await field.fill('somebody@else.example')
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByText('"somebody@else.example" is not the address of this account')).toBeVisible()
  await expect(field).toHaveValue('somebody@else.example')
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')

  await field.fill(` ${person.email.toUpperCase()} `)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByText('Your account is deleted')).toBeVisible()
  expect(await page.context().cookies(baseURL)).toEqual([])
  for (const [table, column, id] of [
    ['users', 'id', person.userId],
    ['sessions', 'user_id', person.userId],
    ['buckets', 'owner_id', person.userId],
    ['movies', 'bucket_id', person.bucketId],
  ])
    expect(await sql(`select from ${table} where ${column} = $1`, [id]), table).toHaveLength(0)
  await page.context().addCookies([sessionCookie(baseURL ?? '', person.token)])
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('the export is a file with every movie and none of the trash', async ({ page, person }) => {
  await addMovies(person.bucketId, person.userId, 2500)
  await sql("update movies set deleted_at = now() where bucket_id = $1 and title = 'Movie 7'", [person.bucketId])
  await page.goto('/settings')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export everything' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^moviebucket-\d{4}-\d\d-\d\d\.json$/)
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const file = JSON.parse(Buffer.concat(chunks).toString())
  expect(file).toMatchObject({
    format: 'moviebucket',
    version: 1,
    buckets: [{ name: 'My movies', visibility: 'private' }],
  })
  const titles = new Set(file.buckets[0].movies.map((movie: { title: string }) => movie.title))
  expect(titles.size).toBe(2499)
  expect(titles).not.toContain('Movie 7')
  expect(Object.keys(file.buckets[0].movies[0]).slice(0, 5)).toEqual([
    'title',
    'format',
    'length',
    'releaseYear',
    'rating',
  ])
})

test('an export is for its owner: signed out there is none', async ({ request }) => {
  const answer = await request.get('/settings/export')
  expect(answer.status()).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'unauthenticated' })
})

async function addSession(userId: string, token: string, device: string): Promise<void> {
  await sql(
    `insert into sessions (id, token_hash, user_id, expires, device)
       values (gen_random_uuid(), encode(sha256(convert_to($1, 'UTF8')), 'hex'), $2, now() + interval '1 day', $3)`,
    [token, userId, device],
  )
}

async function addMovies(bucketId: string, userId: string, count: number): Promise<void> {
  await sql(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       select $1, gen_random_uuid(), 'Movie ' || n, 'movie ' || n, 'DVD', 90, 1990, 3, $2, $2 from generate_series(1, $3::int) n`,
    [bucketId, userId, count],
  )
}
