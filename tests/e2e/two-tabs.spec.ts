import type { Page } from '@playwright/test'
import {
  clickStar,
  expect,
  openBucket,
  putMovies,
  ratingOf,
  readMovie,
  readMovies,
  rowOf,
  test,
} from '../support/e2e-bucket'
import type { Person } from '../support/session'

let other: Page

test.beforeEach(async ({ context, page, person }) => {
  await putMovies(person)
  other = await context.newPage()
  await openBucket(page, person)
  await openBucket(other, person)
})

test('the later of two edits asks, and keeps mine', async ({ page, person }) => {
  await rename(other, 'Alien', 'Aliens')
  await expect.poll(() => title(person)).toBe('Aliens')
  await rename(page, 'Alien', 'Alien³')
  const dialog = page.getByRole('dialog', { name: '“Aliens” was changed elsewhere' })
  await expect(dialog.getByRole('row', { name: 'Title Alien³ Aliens' })).toBeVisible()
  expect(await title(person)).toBe('Aliens')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => title(person)).toBe('Alien³')
  await expect(rowOf(page, 'Alien³')).toBeVisible()
})

test('or takes theirs', async ({ page, person }) => {
  await clickStar(other, 'Alien', 1)
  await expect.poll(async () => (await readMovie(person, 'Alien')).rating).toBe(1)
  await clickStar(page, 'Alien', 4)
  const dialog = page.getByRole('dialog', { name: '“Alien” was changed elsewhere' })
  await dialog.getByRole('button', { name: 'Take theirs' }).click()
  await expect(ratingOf(page, 'Alien')).toHaveValue('1')
  expect(await readMovie(person, 'Alien')).toMatchObject({ rating: 1, version: 2 })
})

test('a movie that the other tab deleted is not changed, and the page says so', async ({ page, person }) => {
  await other.getByRole('button', { name: 'Delete Fargo' }).click()
  await expect.poll(async () => (await readMovie(person, 'Fargo')).deleted).toBe(true)
  await clickStar(page, 'Fargo', 1)
  await expect(page.getByText('was deleted meanwhile').first()).toBeVisible()
  expect(await readMovie(person, 'Fargo')).toMatchObject({ rating: 5, deleted: true })
})

async function rename(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${from}`, exact: true }).click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill(to)
  await page.keyboard.press('Enter')
}

/** The title of the one VHS of 1979. */
async function title(person: Person): Promise<string | undefined> {
  return (await readMovies(person)).find(({ releaseYear }) => releaseYear === 1979)?.title
}
