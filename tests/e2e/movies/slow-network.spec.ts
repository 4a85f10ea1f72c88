import type { Page } from '@playwright/test'
import {
  clickStar,
  expect,
  listedTitles,
  openBucket,
  ratingOf,
  readMovie,
  rowOf,
  test,
} from '@/tests/support/browser/bucket'
import { addDialog, field, fillMovie, movieForm, save, saveAndAddAnother } from '@/tests/support/browser/form'
import { delayActions, failActions, holdActions, watchActions } from '@/tests/support/browser/network'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { sql } from '@/tests/support/database/sql'

const TEN = Array.from({ length: 10 }, (_, index) => film(`Reel ${index}`, 'VHS', 100, 1980 + index, 1))

test('ten quick ratings at 500 ms: each shows at once, none is lost, few calls', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  await delayActions(page, 500)
  const calls = watchActions(page)
  for (const [index, { title }] of TEN.entries()) {
    const rating = 2 + (index % 4)
    await clickStar(page, title, rating)
    expect(await shownStars(page, title), 'no waiting for the server').toBe(String(rating))
  }
  const rated = TEN.map(({ title }, index) => `${title}: ${2 + (index % 4)}`)
  await expect
    .poll(async () => (await readMovies(person)).map(({ title, rating }) => `${title}: ${rating}`))
    .toEqual(rated)
  expect((await readMovies(person)).every(({ version }) => version === 2)).toBe(true)
  expect(calls.length).toBeLessThan(10)
  await expect(page.getByText('Saved “Reel 9”').first()).toBeVisible()
  await page.reload()
  for (const [index, { title }] of TEN.entries()) {
    await expect(ratingOf(page, title)).toHaveValue(String(2 + (index % 4)))
  }
})

test('ratings of one movie made faster than they are saved end with the last', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  await delayActions(page, 500)
  const calls = watchActions(page)
  await rowOf(page, 'Reel 0').getByRole('link').focus()
  // The last one comes only once: reading it means that the last call has arrived.
  for (const key of ['2', '3', '5', '2', '5', '3', '2', '3', '5', '4']) {
    await page.keyboard.press(key)
    expect(await shownStars(page, 'Reel 0')).toBe(key)
  }
  await expect.poll(() => readMovie(person, 'Reel 0')).toMatchObject({ rating: 4 })
  await expect(ratingOf(page, 'Reel 0')).toHaveValue('4')
  expect((await readMovie(person, 'Reel 0')).version).toBeLessThanOrEqual(1 + calls.length)
  expect(calls.length).toBeLessThan(10)
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a rating shows in the next frame, whatever the server does', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  const release = await holdActions(page)
  const shown = await rowOf(page, 'Reel 0').evaluate(async (row) => {
    const slider = row.querySelector('input[type="range"]') as HTMLInputElement
    // As the browser does it: the value, then the events.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, '4')
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    slider.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return getComputedStyle(slider.parentElement as Element).getPropertyValue('--rating')
  })
  expect(shown).toBe('4')
  release()
  await expect.poll(async () => (await readMovie(person, 'Reel 0')).rating).toBe(4)
})

test('an added movie shows at once, marked as being added, and undo takes it back under way', async ({
  page,
  person,
}) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  await delayActions(page, 500)
  await page.getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, { title: 'Alien', length: 117, releaseYear: 1979, rating: 5 })
  await save(page)
  const row = page.getByRole('row', { name: /Alien/ })
  await expect(row).toHaveAttribute('aria-busy', 'true')
  await expect(row).not.toHaveAttribute('aria-busy')
  await rowOf(page, 'Reel 3').getByRole('button', { name: 'Delete' }).click()
  await page.keyboard.press('Control+z')
  await expect(rowOf(page, 'Reel 3')).toBeHidden()
  await expect(rowOf(page, 'Reel 3')).toBeVisible()
  await expect(page.getByText('11 movies', { exact: true })).toBeVisible()
  expect((await readMovies(person)).filter(({ deleted }) => deleted)).toEqual([])
})

test('a refused change is taken back, with the reason', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  const release = await holdActions(page)
  await clickStar(page, 'Reel 0', 5)
  expect(await shownStars(page, 'Reel 0')).toBe('5')
  await sql("update movies set deleted_at = now() where bucket_id = $1 and title = 'Reel 0'", [person.bucketId])
  release()
  await expect(page.getByText('“Reel 0” was deleted meanwhile, so it was not changed.').first()).toBeVisible()
  await expect(rowOf(page, 'Reel 0')).toBeHidden()
  await page.getByRole('button', { name: 'Dismiss the message' }).click()

  const works = await failActions(page, 500)
  await rowOf(page, 'Reel 1').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The server cannot be reached, or its answer got lost').first()).toBeVisible()
  await expect(rowOf(page, 'Reel 1')).toBeVisible()
  works()
  expect(await readMovie(person, 'Reel 1')).toMatchObject({ deleted: false, version: 1 })
})

test('movies that could not be added are kept as they were typed', async ({ page, person }) => {
  await openBucket(page, person)
  const works = await failActions(page, 500)
  await page.getByRole('main').getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, { title: 'Alien', format: 'VHS', length: '1:57', releaseYear: 1979, rating: 5 })
  await saveAndAddAnother(page)
  await fillMovie(page, { title: 'Brazil', length: '132', releaseYear: 1985, rating: 4 })
  await save(page)
  await expect(page.getByText('“Alien” was not added')).toBeVisible()
  await expect(page.getByText('“Brazil” was not added')).toBeVisible()
  await expect(listedTitles(page)).toHaveCount(0)
  works()
  for (const [title, length] of [
    ['Alien', '1:57'],
    ['Brazil', '132'],
  ] as const) {
    await page.getByRole('button', { name: 'Open it again' }).first().click()
    await expect(field(page, 'Title')).toHaveValue(title)
    await expect(field(page, 'Length')).toHaveValue(length)
    await expect(movieForm(page).getByRole('radio', { name: 'VHS' })).toBeChecked()
    await save(page)
    await expect(addDialog(page)).toBeHidden()
    await expect(rowOf(page, title)).toBeVisible()
  }
  await expect(page.getByText('was not added')).toBeHidden()
  expect(await readMovies(person)).toMatchObject([
    { title: 'Alien', length: 117, rating: 5 },
    { title: 'Brazil', length: 132, rating: 4 },
  ])
})

test('a session that was ended elsewhere loses nothing: the page says so and waits', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  await sql("update sessions set expires = date_trunc('milliseconds', now()) where id = $1", [person.sessionId])
  await clickStar(page, 'Reel 0', 5)
  await expect(page.getByText('You are signed out.').first()).toBeVisible()
  expect(await readMovie(person, 'Reel 0')).toMatchObject({ rating: 1, version: 1 })
  // Signed in again, in another tab.
  await sql("update sessions set expires = now() + interval '1 day' where id = $1", [person.sessionId])
  await page.getByRole('button', { name: 'Retry now' }).click()
  await expect.poll(() => readMovie(person, 'Reel 0')).toMatchObject({ rating: 5, version: 2 })
  await expect(page.getByText('You are signed out.').first()).toBeHidden()
})

test('offline, ratings wait and are saved when the network is back', async ({ page, person, context }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  await context.setOffline(true)
  await clickStar(page, 'Reel 0', 5)
  await clickStar(page, 'Reel 1', 4)
  await expect(page.getByText('Your changes wait here').first()).toBeVisible()
  expect(await shownStars(page, 'Reel 0')).toBe('5')
  expect(await readMovie(person, 'Reel 0')).toMatchObject({ rating: 1 })
  await context.setOffline(false)
  await expect.poll(() => readMovie(person, 'Reel 0')).toMatchObject({ rating: 5, version: 2 })
  await expect.poll(() => readMovie(person, 'Reel 1')).toMatchObject({ rating: 4, version: 2 })
  await expect(page.getByText('Your changes wait here')).toBeHidden()
})

test('leaving with something unsaved asks first', async ({ page, person }) => {
  await insertMovies(person, TEN)
  await openBucket(page, person)
  const release = await holdActions(page)
  await clickStar(page, 'Reel 0', 5)
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  release()
  await expect.poll(async () => (await readMovie(person, 'Reel 0')).rating).toBe(5)
})

/** The stars that are drawn, as of now. */
function shownStars(page: Page, title: string): Promise<string> {
  return ratingOf(page, title).evaluate((slider) =>
    getComputedStyle(slider.parentElement as Element).getPropertyValue('--rating'),
  )
}
