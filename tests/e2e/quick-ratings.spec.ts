import type { Page, Request } from '@playwright/test'
import {
  clickStar,
  execute,
  expect,
  film,
  openBucket,
  putMovies,
  ratingOf,
  readMovies,
  test,
} from '../support/e2e-bucket'

const TITLES = ['Ada', 'Bob', 'Cid', 'Dov', 'Eva', 'Fay', 'Gil', 'Hal', 'Ida', 'Jan']

test.beforeEach(async ({ page, person }) => {
  await putMovies(
    person,
    TITLES.map((title) => film(title, 'DVD', 100, 1990, 5)),
  )
  await openBucket(page, person)
})

test('ten quick ratings on a slow network show at once, and none is lost', async ({ page, person }) => {
  const calls: Request[] = []
  await slow(page, calls)
  for (const [index, title] of TITLES.entries()) {
    await clickStar(page, title, 1 + (index % 4))
    await expect(ratingOf(page, title)).toHaveValue(String(1 + (index % 4)), { timeout: 400 })
  }
  // Changed once more while the first change of it is under way.
  await clickStar(page, 'Jan', 4)
  await expect
    .poll(async () => (await readMovies(person)).map(({ title, rating }) => `${title} ${rating}`))
    .toEqual(TITLES.map((title, index) => `${title} ${title === 'Jan' ? 4 : 1 + (index % 4)}`))
  expect(calls.length).toBeLessThan(TITLES.length)
})

test('what the server refuses is taken back, with the reason', async ({ page, person }) => {
  await execute('delete from sessions where user_id = $1', [person.userId])
  await clickStar(page, 'Ada', 1)
  await expect(page.getByText(/signed out/i).first()).toBeVisible()
  expect((await readMovies(person)).map(({ rating }) => rating)).toEqual(TITLES.map(() => 5))
})

test('a failed server rolls a rating back and says so', async ({ page, person }) => {
  await page.route('**/buckets/**', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 500, body: '' }) : route.continue(),
  )
  await clickStar(page, 'Ada', 1)
  await expect(
    page
      .getByRole('region')
      .filter({ hasText: /cannot be reached|went wrong/ })
      .first(),
  ).toBeVisible()
  expect((await readMovies(person)).map(({ rating }) => rating)).toEqual(TITLES.map(() => 5))
})

test('offline, a rating waits and is saved when the network is back', async ({ context, page, person }) => {
  await context.setOffline(true)
  await clickStar(page, 'Bob', 2)
  await expect(ratingOf(page, 'Bob')).toHaveValue('2')
  await expect(page.getByText('Your changes wait here')).toBeVisible()
  await context.setOffline(false)
  await expect.poll(async () => (await readMovies(person)).find(({ title }) => title === 'Bob')?.rating).toBe(2)
  await expect(page.getByText('Your changes wait here')).toBeHidden()
})

async function slow(page: Page, calls: Request[]): Promise<void> {
  await page.route('**/buckets/**', async (route) => {
    if (route.request().method() === 'POST') {
      calls.push(route.request())
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await route.continue()
  })
}
