import type { Locator, Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import type { Format, MovieValues } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { type Person, withDatabase } from '@/tests/support/session'
import { test as base, expect } from './e2e'

/** A movie as it lies in the database. */
export type StoredMovie = MovieValues & { id: string; version: number; deleted: boolean }

type Fixtures = { noTrouble: undefined }

/** The browser tests' `test`: what breaks on a page without anybody seeing it fails the test, too. */
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

/** Some movies to begin with, different in everything the list sorts and filters by. */
export const MOVIES: readonly MovieValues[] = [
  film('Alien', 'VHS', 117, 1979, 5),
  film('Blade Runner', 'VHS', 117, 1982, 4),
  film('Fargo', 'DVD', 98, 1996, 5),
  film('The Kid', 'DVD', 68, 1921, 3),
  film('Parasite', 'Streaming', 132, 2019, 2),
]

export function film(title: string, format: Format = 'DVD', length = 100, releaseYear = 1990, rating = 3): MovieValues {
  return { title, format, length, releaseYear, rating }
}

/** Puts movies into somebody's bucket past the app; returns their ids in the order given. */
export async function putMovies(person: Person, movies: readonly MovieValues[] = MOVIES): Promise<string[]> {
  const rows = movies.map((movie) => ({ ...movie, id: newId(), sortTitle: sortTitle(movie.title) }))
  await withDatabase(undefined, (client) =>
    client.query(
      `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       select $1, id, title, "sortTitle", format, length, "releaseYear", rating, $2, $2
       from jsonb_to_recordset($3::jsonb)
         as r (id uuid, title text, "sortTitle" text, format text, length int, "releaseYear" int, rating int)`,
      [person.bucketId, person.userId, JSON.stringify(rows)],
    ),
  )
  return rows.map(({ id }) => id)
}

/** All movies of somebody's bucket, the trash included, by title. */
export async function readMovies(person: Person): Promise<StoredMovie[]> {
  const text = `select id, title, format, length, release_year as "releaseYear", rating, version, deleted_at is not null as deleted
    from movies where bucket_id = $1 order by sort_title, id`
  return (await withDatabase(undefined, (client) => client.query<StoredMovie>(text, [person.bucketId]))).rows
}

/** The one movie of that title in somebody's bucket, as it lies in the database; waits until it does. */
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

/** Changes rows as somebody else would who is not this test's browser. */
export async function execute(text: string, values: unknown[] = []): Promise<void> {
  await withDatabase(undefined, (client) => client.query(text, values))
}

/** Opens a page of somebody's bucket and waits until it listens. */
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
  // Listeners on the document come with the effects after the first paint.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })))
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
