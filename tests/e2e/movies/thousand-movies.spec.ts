import type { Locator, Page } from '@playwright/test'
import { foldText, sortTitle } from '@/domain/movies/title'
import { expect, listedTitles, openBucket, rowOf, test } from '@/tests/support/browser/bucket'
import { movieList } from '@/tests/support/builders/messy-list'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const MOVIES = movieList(1000)

// Long lists: more time.
test.setTimeout(120_000)

test.beforeEach(async ({ person }) => {
  await insertMovies(person, MOVIES)
})

test('“Next page” comes by every row once, in order, and “Previous page” back', async ({ page, person }) => {
  await openBucket(page, person)
  await expect(page.getByText('1,000 movies', { exact: true })).toBeVisible()
  const inOrder = await idsInOrder(person, 'sort_title, id')
  for (let at = 0; at < 1000; at += 100) {
    await expect.poll(() => listedIds(page)).toEqual(inOrder.slice(at, at + 100))
    if (at < 900) await page.getByRole('link', { name: 'Next page' }).click()
  }
  await expect(page.getByRole('link', { name: 'Next page' })).toBeHidden()
  await page.getByRole('link', { name: 'Previous page' }).click()
  await expect.poll(() => listedIds(page)).toEqual(inOrder.slice(800, 900))
  await page.getByRole('link', { name: 'First page' }).click()
  await expect.poll(() => listedIds(page)).toEqual(inOrder.slice(0, 100))
  await page.goBack()
  await expect.poll(() => listedIds(page)).toEqual(inOrder.slice(800, 900))
})

test('the pages of every order hold every row once, among equals too', async ({ page, person }) => {
  const orders = [
    ['-rating', 'rating desc, id desc'],
    ['year', 'release_year, id'],
    ['-length', 'length desc, id desc'],
    ['-added', 'created_at desc, id desc'],
  ] as const
  for (const [sort, order] of orders) {
    const found: string[] = []
    let next: string | undefined = `/buckets/${person.bucketId}?sort=${sort}&view=shelf`
    while (next) {
      const html: string = await (await page.request.get(next)).text()
      found.push(...[...html.matchAll(/data-movie-id="([^"]+)"/g)].map(([, id]) => String(id)))
      next = /<a [^>]*href="([^"]+)"[^>]*>Next page</.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(found, sort).toEqual(await idsInOrder(person, order))
  }
})

test('pages stay right while rows come and go', async ({ page, person }) => {
  await openBucket(page, person)
  const hundredth = (await listedTitles(page).last().textContent()) ?? ''
  await sql("update movies set deleted_at = now() where bucket_id = $1 and sort_title < 'b'", [person.bucketId])
  await insertMovies(person, [film('Aaa, added since')])
  await page.getByRole('link', { name: 'Next page' }).click()
  const next = (await readMovies(person)).find(
    ({ title, deleted }) => !deleted && sortTitle(title) > sortTitle(hundredth),
  )
  await expect(listedTitles(page).first()).toHaveText(String(next?.title))
})

test('the rail counts all of them and jumps', async ({ page, person }) => {
  await openBucket(page, person)
  const counted = (await marks(page)).reduce((sum, { count }) => sum + count, 0)
  expect(counted).toBe(1000)
  const stored = await readMovies(person)
  const withM = stored.filter(({ title }) => /^(the |an? )?m/i.test(title))
  await page.getByRole('link', { name: `M, ${withM.length} movies` }).click()
  await expect(listedTitles(page).first()).toHaveText(String(withM[0]?.title))
  await expect(page.getByRole('link', { name: /^M, / })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('link', { name: 'Previous page' }).click()
  await expect(listedTitles(page).last()).toHaveText(String(stored[stored.indexOf(withM[0] as never) - 1]?.title))

  await openBucket(page, person, '?sort=-year')
  expect((await marks(page)).reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  const before1990 = stored.filter(({ releaseYear }) => releaseYear < 1990)
  const eighties = before1990.filter(({ releaseYear }) => releaseYear >= 1980)
  await page.getByRole('link', { name: `1980s, ${eighties.length} movies` }).click()
  const newest = Math.max(...eighties.map(({ releaseYear }) => releaseYear))
  await expect(page.locator('tr[data-movie-id]').first()).toContainText(String(newest))

  await openBucket(page, person, '?sort=-rating')
  const best = stored.filter(({ rating }) => rating === 5).length
  await expect(page.getByRole('link', { name: `5 ★, ${best} movie${best === 1 ? '' : 's'}` })).toBeVisible()
})

test('a search finds what holds all of its words, and nothing else', async ({ page, person }) => {
  await openBucket(page, person)
  for (const words of ['star', 'the dead', '2 ', 'nights', 'ocean’s 1']) {
    const wanted = foldText(words).split(' ')
    const hits = MOVIES.filter(({ title }) => wanted.every((word) => foldText(title).includes(word)))
    await page.getByRole('searchbox').fill(words)
    await page.getByRole('searchbox').press('Enter')
    const text = hits.length === 1 ? '1 movie matches' : `${hits.length} movies match`
    await expect(page.getByText(text, { exact: true })).toBeVisible()
    const listed = await listedTitles(page).allInnerTexts()
    if (hits.length <= 100) expect(listed.sort()).toEqual(hits.map(({ title }) => title).sort())
    else expect(listed.filter((title) => hits.some((hit) => hit.title === title))).toHaveLength(100)
  }
})

test('all that match are changed across pages: preview, one action, one undo', async ({ page, person }) => {
  const before = await readMovies(person)
  const vhs = before.filter(({ format }) => format === 'VHS')
  const left = vhs[0]
  const changing = vhs.filter((movie) => movie !== left && movie.rating !== 3)
  await openBucket(page, person, '?format=VHS')
  await page.locator('label', { hasText: 'Select all on this page' }).click()
  await expect(selection(page).getByText('100 selected')).toBeVisible()
  await selection(page)
    .getByRole('button', { name: `Select all ${vhs.length} matching` })
    .click()
  await expect(selection(page).getByText(`${vhs.length} selected`)).toBeVisible()
  await rowOf(page, String(left?.title)).locator('label').click()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(selection(page).getByText(`${vhs.length - 1} selected`)).toBeVisible()

  await selection(page).getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the selected movies' })
  await dialog.getByRole('checkbox', { name: 'Set rating' }).check()
  await expect(dialog.getByText(`${changing.length} of ${vhs.length - 1} will change.`)).toBeVisible()
  expect(await readMovies(person)).toEqual(before)
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(page.getByText(`Changed ${changing.length} movies`).first()).toBeVisible()
  const after = await readMovies(person)
  expect(after.filter(({ version }) => version === 2)).toHaveLength(changing.length)
  expect(after.filter(({ format, rating }) => format === 'VHS' && rating !== 3).length).toBeLessThanOrEqual(1)
  expect(after.find(({ id }) => id === left?.id)).toEqual(left)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(
    page.getByRole('region', { name: 'What was done' }).getByText(`Undone: Changed ${changing.length} movies`),
  ).toBeVisible()
  const undone = (await readMovies(person)).map(({ version: _, ...movie }) => movie)
  expect(undone).toEqual(before.map(({ version: _, ...movie }) => movie))
})

test('deleting more than a hundred asks once with the number; undo restores them all', async ({ page, person }) => {
  await openBucket(page, person)
  await page.locator('label', { hasText: 'Select all on this page' }).click()
  await selection(page).getByRole('button', { name: 'Select all 1,000 movies' }).click()
  await selection(page).getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 1,000 movies?' })
  await dialog.getByRole('button', { name: 'Keep them' }).click()
  await expect(dialog).toBeHidden()
  expect((await readMovies(person)).some(({ deleted }) => deleted)).toBe(false)
  await selection(page).getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete 1,000 movies' }).click()
  await expect(page.getByRole('heading', { name: 'Your shelf is empty' })).toBeVisible()
  expect((await readMovies(person)).every(({ deleted }) => deleted)).toBe(true)
  await page.keyboard.press('Control+z')
  await expect(page.getByText('1,000 movies', { exact: true })).toBeVisible()
  expect((await readMovies(person)).some(({ deleted }) => deleted)).toBe(false)

  // A hundred or less need no question.
  await page.locator('label', { hasText: 'Select all on this page' }).click()
  await selection(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('900 movies', { exact: true })).toBeVisible()
})

function selection(page: Page): Locator {
  return page.getByRole('region', { name: 'Selection' })
}

function listedIds(page: Page): Promise<string[]> {
  return page
    .locator('tr[data-movie-id]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.movieId ?? ''))
}

async function marks(page: Page): Promise<{ name: string; count: number }[]> {
  const labels = await page
    .getByRole('navigation', { name: 'Jump to' })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''))
  return labels.map((label) => ({ name: label, count: Number(/, ([\d,]+) movie/.exec(label)?.[1]?.replace(',', '')) }))
}

async function idsInOrder(person: Person, order: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(`select id from movies where bucket_id = $1 order by ${order}`, [
    person.bucketId,
  ])
  return rows.map(({ id }) => id)
}
