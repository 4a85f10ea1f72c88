import type { Page } from '@playwright/test'
import {
  clickStar,
  expect,
  listedTitles,
  loadSamples,
  openBucket,
  ratingOf,
  readMovie,
  rowOf,
  test,
  useBucketMenu,
} from '@/tests/support/browser/bucket'
import { addDialog, fillMovie, save, saveAndAddAnother } from '@/tests/support/browser/form'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { tooHigh } from '@/tests/support/builders/out-of-limits'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('by pointer: add, edit, rate, delete, undo, filter, sign out', async ({ page, person }) => {
  test.setTimeout(60_000)
  await openBucket(page, person)
  await expect(page.getByRole('heading', { name: 'Your shelf is empty' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 4 })
  await saveAndAddAnother(page)
  await fillMovie(page, { title: 'Fargo', format: 'DVD', length: '1h 38m', releaseYear: 1996, rating: 5 })
  await save(page)
  await expect(addDialog(page)).toBeHidden()
  await expect(page.getByText('2 movies', { exact: true })).toBeVisible()
  await expect(rowOf(page, 'Alien')).toContainText('117 min')
  await expect(announced(page)).toHaveText('Added “Fargo”')

  // Edit in the row.
  await rowOf(page, 'Alien').getByRole('button', { name: 'Edit Alien' }).click()
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await expect(title).toBeFocused()
  await title.fill('Aliens')
  await page.getByRole('textbox', { name: 'Length', exact: true }).fill(tooHigh('length').typed)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Length', exact: true })).toHaveAccessibleDescription(
    tooHigh('length').message,
  )
  await page.getByRole('textbox', { name: 'Length', exact: true }).fill('2:17')
  await page.getByRole('textbox', { name: 'Release year', exact: true }).fill('1986')
  await page.getByRole('combobox', { name: 'Format' }).selectOption('DVD')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(rowOf(page, 'Aliens')).toContainText('137 min')
  await expect(announced(page)).toHaveText('Saved “Aliens”')
  expect(await readMovie(person, 'Aliens')).toMatchObject({ format: 'DVD', length: 137, releaseYear: 1986, version: 2 })

  // Rate.
  await clickStar(page, 'Aliens', 2)
  await expect(ratingOf(page, 'Aliens')).toHaveValue('2')
  await expect.poll(async () => (await readMovie(person, 'Aliens')).rating).toBe(2)
  await expect(undoBar(page)).toContainText('Saved “Aliens”')

  // Delete, and have it back as it was.
  const before = await wholeRow(person, 'Aliens')
  await rowOf(page, 'Aliens').getByRole('button', { name: 'Delete Aliens' }).click()
  await expect(rowOf(page, 'Aliens')).toBeHidden()
  await expect(undoBar(page)).toContainText('Deleted “Aliens”')
  await expect(page.getByText('1 movie', { exact: true })).toBeVisible()
  expect(await readMovie(person, 'Aliens')).toMatchObject({ deleted: true })
  await undoBar(page).getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'Aliens')).toBeVisible()
  await expect(page.getByText('2 movies', { exact: true })).toBeVisible()
  expect(await wholeRow(person, 'Aliens')).toEqual(before)

  // Filter, and the same after a reload.
  await page.getByRole('searchbox').fill('rating:>=4 far')
  await page.getByRole('searchbox').press('Enter')
  await expect(listedTitles(page)).toHaveText(['Fargo'])
  await expect(page).toHaveURL(/\?q=far&rating=4-$/)
  await page.reload()
  await expect(listedTitles(page)).toHaveText(['Fargo'])
  await page.getByRole('link', { name: 'Clear all' }).click()
  await expect(listedTitles(page)).toHaveText(['Aliens', 'Fargo'])

  await page.getByText('Ana', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every film you own, on one shelf.')
  await page.goto(`/buckets/${person.bucketId}`)
  await expect(page).toHaveURL(`/sign-in?next=%2Fbuckets%2F${person.bucketId}`)
})

test('undo is still there after a minute, and takes changes back one after the other', async ({ page, person }) => {
  await page.clock.install()
  await insertMovies(person)
  await openBucket(page, person)
  await clickStar(page, 'Alien', 1)
  await expect.poll(async () => (await readMovie(person, 'Alien')).rating).toBe(1)
  await rowOf(page, 'Alien').getByRole('button', { name: 'Delete Alien' }).click()
  await expect(undoBar(page)).toContainText('Deleted “Alien”')
  await page.clock.fastForward('10:00')
  await expect(undoBar(page)).toContainText('Deleted “Alien”')

  await page.keyboard.press('Control+z')
  await expect(ratingOf(page, 'Alien')).toHaveValue('1')
  await page.keyboard.press('Control+z')
  await expect(ratingOf(page, 'Alien')).toHaveValue('5')
  expect(await readMovie(person, 'Alien')).toMatchObject({ rating: 5, deleted: false })
})

test('the samples go in one step', async ({ page, person }) => {
  await openBucket(page, person)
  await loadSamples(page)
  await expect(page.getByText('40 movies', { exact: true })).toBeVisible()
  await undoBar(page).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: 'Your shelf is empty' })).toBeVisible()
  expect((await readMovies(person)).filter(({ deleted }) => !deleted)).toEqual([])
})

test('the undo bar goes when it is dismissed and not before', async ({ page, person }) => {
  await openBucket(page, person)
  await loadSamples(page)
  await rowOf(page, 'Alien').getByRole('button', { name: 'Delete Alien' }).click()
  await expect(undoBar(page)).toContainText('Deleted “Alien”')
  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page).toHaveURL(/view=shelf/)
  await expect(undoBar(page)).toContainText('Deleted “Alien”')
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
  await expect(undoBar(page)).toBeHidden()
})

test('from the trash a movie comes back, or is gone for good', async ({ page, person }) => {
  await openBucket(page, person)
  await loadSamples(page)
  for (const title of ['Alien', 'Fargo', 'Jaws']) {
    await rowOf(page, title)
      .getByRole('button', { name: `Delete ${title}` })
      .click()
  }
  await expect(page.getByText('37 movies', { exact: true })).toBeVisible()
  await useBucketMenu(page, 'Trash')
  await expect(page.getByText('3 movies. Each is gone for good 30 days after it was deleted.')).toBeVisible()
  await page.getByRole('button', { name: 'Restore Fargo' }).click()
  await expect(page.getByRole('status').filter({ hasText: '“Fargo” is back among the movies.' })).toBeFocused()
  await expect(page.getByText('2 movies.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete Jaws for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
  expect(await readMovie(person, 'Jaws')).toMatchObject({ deleted: true })
  await page.getByRole('button', { name: 'Delete Jaws for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('1 movie.')).toBeVisible()
  await page.getByRole('button', { name: 'Empty the trash' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  const stored = await readMovies(person)
  expect(stored).toHaveLength(38)
  expect(stored.map(({ title }) => title)).not.toContain('Jaws')

  await page.getByRole('link', { name: 'moviebucket: my movies' }).click()
  await expect(rowOf(page, 'Fargo')).toBeVisible()
  await expect(page.getByText('38 movies', { exact: true })).toBeVisible()
})

test('a movie deleted more than 30 days ago does not come back', async ({ page, person }) => {
  await openBucket(page, person)
  await loadSamples(page)
  await expect(page.getByText('40 movies', { exact: true })).toBeVisible()
  await sql(
    `update movies set deleted_at = now() - interval '29 days' - (title = 'Jaws')::int * interval '2 days'
     where bucket_id = $1 and title in ('Alien', 'Jaws')`,
    [person.bucketId],
  )
  await page.goto(`/buckets/${person.bucketId}/trash`)
  await expect(page.getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('listitem')).toContainText('Alien')
  await expect(page.getByRole('listitem')).toContainText('1 day left')
})

function undoBar(page: Page) {
  return page.locator('div').filter({ has: page.locator('> button', { hasText: /^Undo$/ }) })
}

function announced(page: Page) {
  return page.getByRole('status').filter({ hasText: /“/ })
}

async function wholeRow(person: Person, title: string): Promise<unknown> {
  const rows = await sql('select * from movies where bucket_id = $1 and title = $2', [person.bucketId, title])
  return rows
}
