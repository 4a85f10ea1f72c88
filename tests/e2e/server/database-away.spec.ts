import { send } from '@/tests/support/api/http-client'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { expectAccessible } from '@/tests/support/browser/axe'
import {
  test as base,
  clickStar,
  expect,
  listedTitles,
  openBucket,
  ratingOf,
  readMovie,
  rowOf,
} from '@/tests/support/browser/bucket'
import { type DatabaseProxy, startDatabaseProxy } from '@/tests/support/browser/database-proxy'
import { addDialog, field, fillMovie, save } from '@/tests/support/browser/form'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'

type Away = { app: App; database: DatabaseProxy }

/** A server of its own for these tests, whose database can be taken away. */
const test = base.extend<Record<never, never>, { away: Away }>({
  away: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from here
    async ({}, use) => {
      const database = await startDatabaseProxy(process.env.DATABASE_URL ?? '')
      const app = await startApp({ databaseUrl: database.url })
      await use({ app, database })
      await app.stop()
      await database.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ away }, use) => use(away.app.url),
})

// One after the other: they share the server.
test.describe.configure({ mode: 'default' })

test.beforeEach(async ({ person }) => {
  await insertMovies(person)
})

test.afterEach(async ({ away }) => {
  await away.database.comeBack()
  await expect.poll(async () => (await fetch(`${away.app.url}/api/health/ready`)).status).toBe(200)
})

test('a page says plainly that the database is away, and comes back by itself', async ({ page, person, away }) => {
  await away.database.goAway()
  await page.goto(`/buckets/${person.bucketId}?q=alien`)
  await expect(page.getByRole('heading', { name: 'The database is away' })).toBeVisible()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await expect(page.getByText(/^Request [0-9a-f-]{36}$/)).toBeVisible()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('heading', { name: 'The database is away' })).toBeVisible()
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    await expectAccessible(page)
  }

  await away.database.comeBack()
  await expect(listedTitles(page)).toHaveText(['Alien'])
  await expect(page).toHaveURL(/\?q=alien$/)
})

test('every page and file answers 503 meanwhile and says when to ask again', async ({ person, away }) => {
  const [movie] = await readMovies(person)
  const bucket = `/buckets/${person.bucketId}`
  const ends = [
    '',
    '?view=shelf',
    '/new',
    '/trash',
    '/activity',
    '/sharing',
    '/statistics',
    '/import',
    `/movies/${movie?.id}`,
  ]
  const others = [
    '/',
    '/buckets',
    '/shared',
    '/groups',
    '/settings',
    '/settings/delete-account',
    `/p/${'a'.repeat(32)}`,
  ]
  const cookie = `moviebucket.session=${person.token}`
  await away.database.goAway()
  for (const path of [...ends.map((end) => bucket + end), ...others]) {
    const answer = await send(away.app.url + path, { headers: { cookie, accept: 'text/html' } })
    expect(answer.status, path).toBe(503)
    expect(answer.headers, path).toMatchObject({
      'retry-after': '2',
      'cache-control': expect.stringContaining('no-store'),
    })
    expect(answer.body, path).toContain('The database is away')
  }
  const files = ['/export', '/import/upload'].map((end) => bucket + end)
  for (const path of [...files, '/settings/export', '/api/v1/me']) {
    const headers = { cookie, origin: away.app.url, authorization: `Bearer mb_${'a'.repeat(43)}` }
    const answer = await send(away.app.url + path, {
      headers,
      ...(path.endsWith('upload') && { form: [['cells', 'a']] }),
    })
    if (!path.endsWith('upload')) expect(answer.status, path).toBe(503)
    else expect(answer.status, path).not.toBe(200)
  }
})

test('the health addresses tell the process from the database', async ({ away }) => {
  const get = (path: string) => fetch(`${away.app.url}/api/health/${path}`)
  expect(await (await get('live')).json()).toEqual({ status: 'ok' })
  expect(await (await get('ready')).json()).toEqual({
    status: 'ok',
    checks: { database: 'ok', migrations: 'ok', access: 'ok' },
  })
  await away.database.goAway()
  expect((await get('live')).status).toBe(200)
  const ready = await get('ready')
  expect(ready.status).toBe(503)
  expect(ready.headers.get('retry-after')).toBe('2')
  expect(await ready.json()).toEqual({
    status: 'unavailable',
    checks: {
      database: expect.stringMatching(/^cannot be reached( \([A-Z]+\))?$/),
      migrations: 'unknown',
      access: 'unknown',
    },
  })
})

test('a rating waits for the database and is saved when it is back', async ({ page, person, away }) => {
  await openBucket(page, person)
  await away.database.goAway()
  await clickStar(page, 'Alien', 2)
  await clickStar(page, 'Fargo', 1)
  await expect(page.getByText('The database cannot be reached just now.').first()).toBeVisible()
  await expect(ratingOf(page, 'Alien')).toHaveValue('2')
  await away.database.comeBack()
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ rating: 2, version: 2 })
  await expect.poll(() => readMovie(person, 'Fargo')).toMatchObject({ rating: 1, version: 2 })
  await expect(page.getByText('The database cannot be reached just now.').first()).toBeHidden()
})

test('a movie that was typed meanwhile is not lost', async ({ page, person, away }) => {
  await openBucket(page, person)
  await page.getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, { title: 'Brazil', format: 'VHS', length: '2h 12m', releaseYear: '1985', rating: 5 })
  await away.database.goAway()
  await save(page)
  await expect(addDialog(page)).toBeHidden()
  await expect(page.getByText('“Brazil” was not added')).toBeVisible()
  await expect(page.getByText('What you typed is kept.')).toBeVisible()
  await away.database.comeBack()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await expect(field(page, 'Length')).toHaveValue('2h 12m')
  await save(page)
  await expect(rowOf(page, 'Brazil')).toBeVisible()
  await expect.poll(() => readMovie(person, 'Brazil')).toMatchObject({ length: 132, format: 'VHS', rating: 5 })
  expect(await readMovies(person)).toHaveLength(6)
})

test('a deleted row comes back with the reason', async ({ page, person, away }) => {
  await openBucket(page, person)
  await away.database.goAway()
  await rowOf(page, 'Alien').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The database cannot be reached just now. Nothing was changed.').first()).toBeVisible()
  await expect(rowOf(page, 'Alien')).toBeVisible()
  expect(await readMovie(person, 'Alien')).toMatchObject({ deleted: false })
})

test('going on to another page meanwhile keeps what is filtered', async ({ page, person, away }) => {
  await openBucket(page, person, '?format=VHS')
  await away.database.goAway()
  // Next's router would leave the page, and the edits that wait in it, at another status.
  const part = page.waitForResponse(
    (response) => response.request().headers().rsc === '1' && /sort=year/.test(response.url()),
  )
  await page.getByRole('columnheader', { name: 'Year' }).getByRole('link').click()
  expect((await part).status()).toBe(200)
  await expect(page.getByRole('heading', { name: 'The database is away' })).toBeVisible()
  await away.database.comeBack()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner'])
  await expect(page).toHaveURL(/\?format=VHS&sort=year$/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('what was typed is sent again by reloading', async ({ page, person, away }) => {
    await page.goto(`/buckets/${person.bucketId}/new`)
    await fillMovie(page, { title: 'Brazil', format: 'VHS', length: '2h 12m', releaseYear: '1985', rating: 5 })
    await away.database.goAway()
    await save(page)
    await expect(page.getByRole('heading', { name: 'The database is away' })).toBeVisible()
    await expect(page.getByText('What you typed is not lost: reload this page')).toBeVisible()
    // Else it would take the place of what was posted.
    await expect(page.locator('meta[http-equiv="refresh"]')).not.toBeAttached()
    await away.database.comeBack()
    await page.reload()
    await expect(listedTitles(page)).toContainText(['Brazil'])
    expect(await readMovies(person)).toHaveLength(6)
  })
})
