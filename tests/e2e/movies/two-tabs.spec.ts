import type { BrowserContext, Page } from '@playwright/test'
import {
  clickStar,
  expect,
  openBucket,
  ratingOf,
  readMovie,
  rowOf,
  test,
  untilHydrated,
} from '@/tests/support/browser/bucket'
import { field, fillMovie, save } from '@/tests/support/browser/form'
import { holdActions, untilSaved } from '@/tests/support/browser/network'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

test.beforeEach(async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
})

test('a stale edit is asked about: take theirs', async ({ page, person, context }) => {
  const other = await openOther(context, person)
  await edit(other, 'Alien', { Length: '137' })
  await expect.poll(async () => (await readMovie(person, 'Alien')).version).toBe(2)

  await edit(page, 'Alien', { Title: 'Aliens' })
  const dialog = page.getByRole('dialog', { name: '“Alien” was changed elsewhere' })
  await expect(dialog.getByRole('row', { name: 'Title' })).toHaveText('TitleAliensAlien')
  await dialog.getByRole('button', { name: 'Take theirs' }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, 'Alien')).toContainText('137 min')
  expect(await readMovie(person, 'Alien')).toMatchObject({ length: 137, version: 2 })
})

test('a stale edit is asked about: keep mine, over what they changed and nothing else', async ({
  page,
  person,
  context,
}) => {
  const other = await openOther(context, person)
  await edit(other, 'Alien', { Length: '137', 'Release year': '1986' })
  await expect.poll(async () => (await readMovie(person, 'Alien')).version).toBe(2)

  await edit(page, 'Alien', { Title: 'Aliens', Length: '120' })
  const dialog = page.getByRole('dialog', { name: '“Alien” was changed elsewhere' })
  await expect(dialog.getByRole('row', { name: 'Length' })).toHaveText('Length120137')
  expect(await readMovie(person, 'Alien')).toMatchObject({ length: 137, version: 2 })
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(rowOf(page, 'Aliens')).toContainText('120 min')
  await expect(rowOf(page, 'Aliens')).toContainText('1986')
  expect(await readMovie(person, 'Aliens')).toMatchObject({ length: 120, releaseYear: 1986, version: 3 })

  // And now the other one is stale.
  await clickStar(other, 'Alien', 1)
  await expect(other.getByRole('dialog', { name: '“Aliens” was changed elsewhere' })).toBeVisible()
  expect(await readMovie(person, 'Aliens')).toMatchObject({ rating: 5, version: 3 })
})

test('of two ratings at once one is saved, and the other asks', async ({ page, person, context }) => {
  const other = await openOther(context, person)
  await Promise.all([clickStar(page, 'Alien', 2), clickStar(other, 'Alien', 3)])
  const pages = [page, other]
  const asked = (shown: Page) => shown.getByRole('dialog', { name: '“Alien” was changed elsewhere' })
  await expect.poll(async () => (await Promise.all(pages.map((shown) => asked(shown).count()))).sort()).toEqual([0, 1])
  const loser = (await asked(page).count()) ? page : other
  const stored = await readMovie(person, 'Alien')
  expect(stored.version).toBe(2)
  expect(stored.rating).toBe(loser === page ? 3 : 2)
  await asked(loser).getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ rating: loser === page ? 2 : 3, version: 3 })
})

test('the same rating from two sides raises no question', async ({ page, person, context }) => {
  const other = await openOther(context, person)
  await clickStar(other, 'Alien', 2)
  await expect.poll(async () => (await readMovie(person, 'Alien')).version).toBe(2)
  await clickStar(page, 'Alien', 2)
  await untilSaved(page)
  // The next one builds on it.
  await clickStar(page, 'Alien', 1)
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ rating: 1, version: 3 })
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('every one of several conflicts is asked about', async ({ page, person }) => {
  await sql("update movies set rating = 1, version = 2 where bucket_id = $1 and title <> 'Parasite'", [person.bucketId])
  const release = await holdActions(page)
  await rowOf(page, 'Alien').getByRole('link').focus()
  for (const key of ['4', 'j', '3', 'j', '2']) await page.keyboard.press(key)
  release()
  for (const [title, choice] of [
    ['Alien', 'Keep mine'],
    ['Blade Runner', 'Take theirs'],
    ['Fargo', 'Keep mine'],
  ] as const) {
    const dialog = page.getByRole('dialog', { name: `“${title}” was changed elsewhere` })
    await dialog.getByRole('button', { name: choice }).click()
    await expect(dialog).toBeHidden()
  }
  await expect
    .poll(async () => (await readMovies(person)).map(({ title, rating, version }) => `${title} ${rating} v${version}`))
    .toEqual(['Alien 4 v3', 'Blade Runner 1 v2', 'Fargo 2 v3', 'The Kid 1 v2', 'Parasite 2 v1'])
  await expect(ratingOf(page, 'Blade Runner')).toHaveValue('1')
})

test('a movie deleted elsewhere is not changed, and the page says so', async ({ page, person, context }) => {
  const other = await openOther(context, person)
  await rowOf(other, 'Alien').getByRole('button', { name: 'Delete Alien' }).click()
  await expect.poll(async () => (await readMovie(person, 'Alien')).deleted).toBe(true)
  await clickStar(page, 'Alien', 1)
  await expect(page.getByText('“Alien” was deleted meanwhile, so it was not changed.').first()).toBeVisible()
  await expect(rowOf(page, 'Alien')).toBeHidden()
  expect(await readMovie(person, 'Alien')).toMatchObject({ rating: 5, version: 1, deleted: true })
})

test('an undo leaves alone what was changed elsewhere since', async ({ page, person }) => {
  await clickStar(page, 'Alien', 1)
  await expect.poll(async () => (await readMovie(person, 'Alien')).rating).toBe(1)
  await sql("update movies set length = 137, version = version + 1 where bucket_id = $1 and title = 'Alien'", [
    person.bucketId,
  ])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 movie was changed since and stays as it is.').first()).toBeVisible()
  expect(await readMovie(person, 'Alien')).toMatchObject({ rating: 1, length: 137, version: 3 })
})

test('the page of a movie asks as well', async ({ page, person, context }) => {
  const { id } = await readMovie(person, 'Alien')
  await openBucket(page, person, `/movies/${id}`)
  const other = await openOther(context, person)
  await clickStar(other, 'Alien', 1)
  await expect.poll(async () => (await readMovie(person, 'Alien')).version).toBe(2)
  await fillMovie(page, { length: '137' })
  await expect(field(page, 'Length')).toHaveValue('137')
  await save(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ length: 137, rating: 1, version: 3 })
})

async function openOther(context: BrowserContext, person: Person): Promise<Page> {
  const other = await context.newPage()
  await other.goto(`/buckets/${person.bucketId}`)
  await untilHydrated(other)
  return other
}

/** Edits a movie in its row. */
async function edit(page: Page, title: string, fields: Record<string, string>): Promise<void> {
  await rowOf(page, title).getByRole('button', { name: 'Edit' }).click()
  for (const [name, text] of Object.entries(fields)) {
    await page.getByRole('textbox', { name, exact: true }).fill(text)
  }
  await page.keyboard.press('Enter')
}
