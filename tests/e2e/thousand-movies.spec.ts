import type { Page } from '@playwright/test'
import { sortTitle } from '@/domain/title'
import { execute, expect, listedTitles, openBucket, putMovies, readMovies, test } from '../support/e2e-bucket'
import { realMovies } from '../support/real-movies'
import type { Person } from '../support/session'

const MOVIES = realMovies()
const VHS = MOVIES.filter(({ format }) => format === 'VHS')

test.beforeEach(async ({ person }) => {
  await putMovies(person, MOVIES)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('every one of a thousand films is on exactly one page, in order', async ({ page, person }) => {
    const seen: string[] = []
    for (let path: string | null = `/buckets/${person.bucketId}`; path; ) {
      await page.goto(path)
      seen.push(...(await titles(page)))
      const next = page.getByRole('link', { name: 'Next page' })
      path = (await next.count()) > 0 ? await next.getAttribute('href') : null
      expect(seen.length).toBeLessThanOrEqual(1000)
    }
    const byTitle = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
    expect(seen.map(sortTitle)).toEqual(MOVIES.map(({ title }) => sortTitle(title)).sort(byTitle))
  })
})

test('the rail counts them all and jumps to where a letter or a decade begins', async ({ page, person }) => {
  await openBucket(page, person)
  const rail = page.getByRole('navigation', { name: 'Jump to' })
  const counts = await rail.getByRole('link').evaluateAll((links) =>
    links.map((link) =>
      Number(
        link
          .getAttribute('aria-label')
          ?.match(/([\d,]+) movies?$/)?.[1]
          ?.replace(',', ''),
      ),
    ),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000)

  await rail.getByRole('link', { name: /^M, / }).click()
  await expect(page).toHaveURL(/\?from=m$/)
  await expect.poll(async () => sortTitle((await titles(page))[0] ?? '')[0]).toBe('m')
  await page.getByRole('link', { name: 'Previous page' }).click()
  await expect.poll(async () => sortTitle((await titles(page)).at(-1) ?? '') < 'm').toBe(true)

  await openBucket(page, person, '?sort=-year')
  await rail.getByRole('link', { name: /^1990s, / }).click()
  const newest = Math.max(...MOVIES.map(({ releaseYear }) => releaseYear).filter((year) => year < 2000))
  await expect(
    page
      .locator('tbody tr')
      .first()
      .getByRole('cell', { name: String(newest), exact: true }),
  ).toBeVisible()
})

test('a change to all that match is previewed, is one change, and one undo', async ({ page, person }) => {
  await openBucket(page, person, '?format=VHS')
  await page.getByLabel('Select all on this page').check()
  await page.getByRole('button', { name: `Select all ${VHS.length} matching` }).click()
  await expect(selectionBar(page).getByText(`${VHS.length} selected`)).toBeVisible()
  await selectionBar(page).getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Set rating').check()
  await dialog.getByLabel('New rating').selectOption('3')
  const changing = VHS.filter(({ rating }) => rating !== 3).length
  await expect(dialog.getByText(`${changing} of ${VHS.length} will change.`)).toBeVisible()
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(page.getByText(`Changed ${changing} movies`).first()).toBeVisible()
  expect((await readMovies(person)).filter(({ format, rating }) => format === 'VHS' && rating !== 3)).toEqual([])

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(async () => (await readMovies(person)).map(({ title, rating }) => `${title} ${rating}`).sort())
    .toEqual(MOVIES.map(({ title, rating }) => `${title} ${rating}`).sort())
})

test('deleting more than a hundred asks once, names the count, and can be undone', async ({ page, person }) => {
  await openBucket(page, person, '?format=VHS')
  await page.getByLabel('Select all on this page').check()
  await page.getByRole('button', { name: `Select all ${VHS.length} matching` }).click()
  // One of them stays.
  await page.locator('tbody').getByRole('checkbox').first().uncheck()
  const [kept = ''] = await titles(page)
  const count = VHS.length - 1
  await selectionBar(page).getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${count} movies?` })
  await dialog.getByRole('button', { name: 'Keep them' }).click()
  expect(await countDeleted(person)).toBe(0)
  await selectionBar(page).getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: `Delete ${count} movies` }).click()
  await expect(listedTitles(page)).toHaveText([kept])
  await expect.poll(() => countDeleted(person)).toBe(count)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(listedTitles(page)).toHaveCount(100)
  await expect.poll(() => countDeleted(person)).toBe(0)
})

test('pages stay right while rows come and go', async ({ page, person }) => {
  await openBucket(page, person)
  const last = (await titles(page)).at(-1) ?? ''
  await execute("delete from movies where bucket_id = $1 and sort_title < 'b'", [person.bucketId])
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect.poll(async () => sortTitle((await titles(page))[0] ?? '') >= sortTitle(last)).toBe(true)
})

function selectionBar(page: Page) {
  return page.getByRole('region', { name: 'Selection' })
}

async function countDeleted(person: Person): Promise<number> {
  return (await readMovies(person)).filter(({ deleted }) => deleted).length
}

function titles(page: Page): Promise<string[]> {
  return listedTitles(page).allTextContents()
}
