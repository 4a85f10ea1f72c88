import type { Page } from '@playwright/test'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { expect, openBucket, test, untilHydrated } from '@/tests/support/browser/bucket'
import { openScreen } from '@/tests/support/browser/screen'
import { SCREENS } from '@/tests/support/browser/screens'
import { openToEveryone } from '@/tests/support/builders/buckets'
import { movieList } from '@/tests/support/builders/messy-list'
import { insertMovies } from '@/tests/support/builders/movies'

const DESK = { width: 1280, height: 800 }
const DESKS = [{ width: 1440, height: 900 }, DESK, { width: 768, height: 1024 }]
const PHONE = { width: 390, height: 844 }
const PHONES = [PHONE, { width: 320, height: 640 }]

for (const screen of SCREENS) {
  test(`a full load shows the top of the page: ${screen.name}`, async ({ page, person }) => {
    await openScreen(page, person, screen)
    const { origin, pathname, search } = new URL(page.url())
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size)
      // Not loaded anew, which would bring back where the page was scrolled to.
      await page.goto('about:blank')
      await page.goto(`${origin}${pathname}${search}`)
      await untilHydrated(page)
      expect(await page.evaluate(() => scrollY), `${size.width} px`).toBe(0)
    }
  })
}

test('a long list, private and public, opens at its top without JavaScript too', async ({ browser, page, person }) => {
  await insertMovies(person, movieList(300))
  const key = await openToEveryone(person.bucketId)
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const still = await plain.newPage()
  for (const size of [...DESKS, ...PHONES]) {
    for (const path of [`/buckets/${person.bucketId}?from=s`, `/p/${key}?from=s`, `/p/${key}?view=shelf&from=s`]) {
      await still.setViewportSize(size)
      await still.goto(path)
      expect(await top(still), `${path} at ${size.width} px`).toBe(0)
      await expect(still.getByRole('searchbox')).toBeInViewport()
    }
  }
  await plain.close()
})

for (const [movies, name] of [
  [SAMPLE_MOVIES, 'forty samples'],
  [movieList(300), 'a long list'],
] as const) {
  test(`the first row of ${name} is at 200 px or above, on a phone at 260 px`, async ({ page, person }) => {
    await insertMovies(person, [...movies])
    const key = await openToEveryone(person.bucketId)
    for (const path of [`/buckets/${person.bucketId}`, `/p/${key}`]) {
      for (const view of ['table', 'shelf']) {
        for (const size of [...DESKS, ...PHONES]) {
          await page.setViewportSize(size)
          await page.goto(`${path}?view=${view}`)
          const row = await page.locator('[data-movie-id]').first().boundingBox()
          const limit = size.width > 640 ? 200 : 260
          expect(row?.y, `${path} ${view} at ${size.width} px`).toBeLessThanOrEqual(limit)
        }
      }
    }
  })
}

test('no title is narrower than 220 px, on a screen of any width and on paper', async ({ page, person }) => {
  await insertMovies(person, [...SAMPLE_MOVIES])
  const key = await openToEveryone(person.bucketId)
  for (const path of [`/buckets/${person.bucketId}`, `/p/${key}`]) {
    await page.goto(`${path}?view=table`)
    for (let width = 320; width <= 1440; width += width < 640 ? 70 : width < 900 ? 1 : 90) {
      await page.setViewportSize({ width, height: 800 })
      expect(await titleWidth(page), `${path} at ${width} px`).toBeGreaterThanOrEqual(220)
    }
  }
})

test('a print has the movies in two columns, and no controls', async ({ page, person }) => {
  await insertMovies(person, [...SAMPLE_MOVIES])
  await openBucket(page, person, '?view=table')
  // The width that A4 has between its margins.
  await page.setViewportSize({ width: 704, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  for (const control of await page
    .locator('button, input:not([type=range]), select, nav, form[role=search], [popover]')
    .all()) {
    await expect(control).toBeHidden()
  }
  const rows = await page
    .locator('tr[data-movie-id]')
    .evaluateAll((all) => all.map((row) => row.getBoundingClientRect()))
  expect(new Set(rows.map(({ x }) => Math.round(x))).size).toBe(2)
  const row = page.locator('tr[data-movie-id]').first()
  await expect(row).toHaveCSS('font-size', '12px')
  for (const text of ['DVD', '96 min', '1957']) await expect(row.getByText(text)).toBeVisible()
})

test('the toolbar and the head of the table stay in sight, and do not cover what has the focus', async ({
  page,
  person,
}) => {
  await insertMovies(person, [...SAMPLE_MOVIES])
  await openBucket(page, person, '?view=table')
  await page.mouse.wheel(0, 900)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500)
  await expect(page.getByRole('searchbox')).toBeInViewport()
  await expect(page.getByRole('columnheader', { name: 'Year' })).toBeInViewport()
  const head = await page.getByRole('columnheader', { name: 'Year' }).boundingBox()
  for (let step = 0; step < 30; step++) await page.keyboard.press(step < 15 ? 'j' : 'k')
  const row = await page.locator('[data-movie-id]:focus-within').boundingBox()
  expect(row?.y).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0) - 1)
})

test('a browser finds the icon where it looks for one unasked', async ({ request }) => {
  const answer = await request.get('/favicon.ico')
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toContain('image/x-icon')
})

// Without JavaScript no script of ours can be asked.
async function top(page: Page): Promise<number> {
  return Math.abs(Math.round((await page.locator('body').boundingBox())?.y ?? Number.NaN))
}

function titleWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('tr[data-movie-id] th')?.getBoundingClientRect().width ?? 0)
}
