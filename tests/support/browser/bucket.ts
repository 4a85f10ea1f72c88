import type { Locator, Page } from '@playwright/test'
import { readMovies, type StoredMovie } from '@/tests/support/builders/movies'
import type { Person } from '@/tests/support/builders/people'
import { test as base, expect } from './e2e'

type Fixtures = { noTrouble: undefined }

/** The browser tests' `test`: errors that break a page out of sight fail the test, too. */
export const test = base.extend<Fixtures>({
  noTrouble: [
    async ({ context }, use) => {
      const troubles: string[] = []
      context.on('weberror', (event) => troubles.push(String(event.error())))
      context.on('console', (message) => {
        if (isTrouble(message.text())) troubles.push(message.text())
      })
      await use(undefined)
      expect(troubles, 'errors of scripts, hydration or the content security policy').toEqual([])
    },
    { auto: true },
  ],
})
export { expect }

/** What a test's console must not say; refused and failed requests are some tests' business. */
export function isTrouble(text: string): boolean {
  return /content.security.policy|hydrat|minified react error|trusted type/i.test(text)
}

/** The one movie of that title in a person's bucket, as the database holds it; waits until it is there. */
export async function readMovie(person: Person, title: string): Promise<StoredMovie> {
  let found: StoredMovie[] = []
  await expect
    .poll(
      async () => {
        found = (await readMovies(person)).filter((movie) => movie.title === title)
        return found.length
      },
      { message: `movies called ${title}` },
    )
    .toBe(1)
  return found[0] as StoredMovie
}

/** Opens a page of a person's bucket and waits until it listens. */
export async function openBucket(page: Page, person: Person, path = ''): Promise<void> {
  await page.goto(`/buckets/${person.bucketId}${path}`)
  await untilHydrated(page)
}

/** Waits until React has taken the page over: before that keys and clicks are the plain browser's. */
export async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__react'))
  })
  // Effects add the listeners on the document after the first paint.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })))
}

/** Follows an entry of the bucket's menu; without an entry it leaves the menu open. */
export async function useBucketMenu(page: Page, entry?: string): Promise<void> {
  await page.getByRole('button', { name: 'Bucket menu' }).click()
  if (entry)
    await page.getByRole('navigation', { name: 'Bucket', exact: true }).getByRole('link', { name: entry }).click()
}

/** Loads the samples, which are shown on the shelf, and goes on to the table. */
export async function loadSamples(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Load 40 samples' }).click()
  await expect(page.getByRole('list', { name: 'Movies' }).getByRole('link')).toHaveCount(40)
  await page.getByRole('link', { name: 'Table' }).click()
  await expect(listedTitles(page)).toHaveCount(40)
}

/** Opens the panel of filters. */
export async function openFilters(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Filters/ }).click()
}

/** The row, or the spine, of a movie. */
export function rowOf(page: Page, title: string): Locator {
  const name = new RegExp(`^${containing(title).source}(, (VHS|DVD|Streaming), .*)?$`)
  return page.locator('[data-movie-id]').filter({ has: page.getByRole('link', { name }) })
}

/** The titles in the list, in its order. */
export function listedTitles(page: Page): Locator {
  return page.locator('tr[data-movie-id] th')
}

/** How a movie is rated in the list: the slider that is drawn as stars. */
export function ratingOf(page: Page, title: string): Locator {
  return page.getByRole('slider', { name: `Rating of ${title}`, exact: true })
}

/** Clicks a star of a row. */
export async function clickStar(page: Page, title: string, star: number): Promise<void> {
  const slider = ratingOf(page, title)
  const box = await slider.boundingBox()
  if (!box) throw new Error(`No stars beside ${title}`)
  await slider.click({ position: { x: (box.width / 5) * (star - 0.5), y: box.height / 2 } })
}

/** A pattern for texts that hold this one. */
export function containing(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
