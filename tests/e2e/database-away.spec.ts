import type { Page } from '@playwright/test'
import { type DatabaseSwitch, databaseSwitch } from '../support/database-switch'
import {
  clickStar,
  expect,
  putMovies,
  ratingOf,
  readMovie,
  readMovies,
  test,
  untilHydrated,
} from '../support/e2e-bucket'
import { type App, startApp } from '../support/server'
import { type Person, signInAs } from '../support/session'

// One switch for all of them.
test.describe.configure({ mode: 'serial' })

let database: DatabaseSwitch
let app: App

test.beforeAll(async () => {
  database = await databaseSwitch(process.env.DATABASE_URL ?? '')
  app = await startApp({ databaseUrl: database.url })
})
test.afterAll(async () => {
  await app.stop()
  await database.close()
})

test('a page says so in plain words, and is back by itself', async ({ context, page, request }) => {
  const person = await signedIn(context)
  await database.close()
  await page.goto(`${app.url}/buckets/${person.bucketId}?format=VHS`)
  await expect(page.getByRole('heading', { name: 'The database is away' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()
  expect((await request.get(`${app.url}/api/health/live`)).status()).toBe(200)
  const ready = await request.get(`${app.url}/api/health/ready`)
  expect(ready.status()).toBe(503)
  expect(await ready.json()).toMatchObject({ checks: { database: 'cannot be reached' } })

  await database.open()
  await expect(page.getByRole('heading', { name: 'My movies' })).toBeVisible({ timeout: 15_000 })
  expect(new URL(page.url()).search).toBe('?format=VHS')
  await expect(page.locator('tr[data-movie-id] th')).toHaveText(['Alien', 'Blade Runner'])
})

test('a rating waits and is saved when the database is back', async ({ context, page }) => {
  const person = await signedIn(context)
  await open(page, person)
  await database.close()
  await clickStar(page, 'Fargo', 2)
  await expect(ratingOf(page, 'Fargo')).toHaveValue('2')
  await expect(page.getByText('Your changes wait here')).toBeVisible()
  await database.open()
  await expect(page.getByText('Your changes wait here')).toBeHidden({ timeout: 15_000 })
  await expect.poll(async () => (await readMovie(person, 'Fargo')).rating).toBe(2)
  await expect(ratingOf(page, 'Fargo')).toHaveValue('2')
})

test('a movie typed while it is away is kept and can be added afterwards', async ({ context, page }) => {
  const person = await signedIn(context)
  await open(page, person)
  await database.close()
  await page.getByRole('link', { name: /Add movie/ }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Title', { exact: true }).fill('Stalker')
  await form.getByLabel('Length').fill('2h 42m')
  await form.getByLabel('Release year').fill('1979')
  await form.getByRole('radio', { name: '5 of 5' }).check({ force: true })
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Stalker” was not added')).toBeVisible({ timeout: 15_000 })
  expect(await readMovies(person)).toHaveLength(5)

  await database.open()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await expect(form.getByLabel('Title', { exact: true })).toHaveValue('Stalker')
  await expect(form.getByLabel('Length')).toHaveValue('2h 42m')
  await expect(form.getByRole('radio', { name: '5 of 5' })).toBeChecked()
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  expect(await readMovie(person, 'Stalker')).toMatchObject({ length: 162, releaseYear: 1979, rating: 5 })
})

async function signedIn(context: Parameters<typeof signInAs>[0]): Promise<Person> {
  const person = await signInAs(context, { baseUrl: app.url })
  await putMovies(person)
  return person
}

async function open(page: Page, person: Person): Promise<void> {
  await page.goto(`${app.url}/buckets/${person.bucketId}`)
  await untilHydrated(page)
}
