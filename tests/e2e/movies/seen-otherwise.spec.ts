import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { expect, openBucket, test } from '@/tests/support/browser/bucket'
import { insertMovies } from '@/tests/support/builders/movies'

test.beforeEach(({ person }) => insertMovies(person, [...SAMPLE_MOVIES]))

test('with text of twice the size stars grow with it, and no cell runs into the next', async ({ page, person }) => {
  await openBucket(page, person, '?view=table')
  const stars = page.getByRole('slider').first()
  const before = (await stars.boundingBox())?.height ?? 0
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  expect((await stars.boundingBox())?.height).toBeCloseTo(2 * before, 0)
  const tooWide = await page
    .locator('tr[data-movie-id]:nth-child(-n + 5) > *')
    .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.outerHTML))
  expect(tooWide).toEqual([])
})

test('with forced colours the chosen view, letter and format have an outline, and stars are drawn', async ({
  page,
  person,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openBucket(page, person, '?view=table&format=VHS')
  const outline = (selector: string) =>
    page.locator(selector).evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(await outline('nav[aria-label=View] [aria-current]')).toBe('solid')
  expect(await outline('nav[aria-label=View] a:not([aria-current])')).toBe('none')
  await page.getByRole('button', { name: /^Filters/ }).click()
  expect(await outline('label:has([value=VHS])')).toBe('solid')
  expect(await outline('label:has([value=DVD])')).toBe('none')
  const drawn = (selector: string, part: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, part) => {
        const { forcedColorAdjust, backgroundColor } = getComputedStyle(element, part)
        return forcedColorAdjust === 'none' && backgroundColor !== 'rgba(0, 0, 0, 0)'
      }, part)
  expect(await drawn('td span:has(> [data-action=rate])', '::before')).toBe(true)
  expect(await drawn('td span:has(> [data-action=rate])', '::after')).toBe(true)
})
