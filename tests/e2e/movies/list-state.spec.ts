import type { Page } from '@playwright/test'
import {
  expect,
  listedTitles,
  openBucket,
  openFilters,
  rowOf,
  test,
  untilHydrated,
} from '@/tests/support/browser/bucket'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'

const BY_TITLE = ['Alien', 'Blade Runner', 'Fargo', 'The Kid', 'Parasite']

test.beforeEach(async ({ person }) => {
  await insertMovies(person)
})

test('chips narrow the list and widen it again', async ({ page, person }) => {
  await openBucket(page, person)
  await openFilters(page)
  await chip(page, 'VHS').click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner'])
  await expect(page.getByRole('status').filter({ hasText: '2 movies match' })).toBeVisible()
  await chip(page, 'Streaming').click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Parasite'])
  await expect(page).toHaveURL(/\?format=VHS,Streaming$/)
  await expect(chip(page, 'Streaming').getByRole('checkbox', { includeHidden: true })).toBeFocused()
  await page.goBack()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner'])
  await expect(chip(page, 'Streaming').getByRole('checkbox', { includeHidden: true })).not.toBeChecked()
  await page.goForward()
  await expect(chip(page, 'Streaming').getByRole('checkbox', { includeHidden: true })).toBeChecked()
  await page.getByRole('link', { name: 'Remove the filter VHS' }).click()
  await expect(listedTitles(page)).toHaveText(['Parasite'])
  await expect(chip(page, 'VHS').getByRole('checkbox', { includeHidden: true })).not.toBeChecked()
  await page.getByRole('link', { name: 'Remove the filter Streaming' }).click()
  await expect(listedTitles(page)).toHaveText(BY_TITLE)
  await expect(page).toHaveURL(new RegExp(`/buckets/${person.bucketId}$`))
})

test('the search box searches while the user types, and reads filters', async ({ page, person }) => {
  await openBucket(page, person)
  const box = page.getByRole('searchbox', { name: 'Search titles' })
  await box.pressSequentially('rUnN')
  await expect(listedTitles(page)).toHaveText(['Blade Runner'])
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('rUnN')

  // Slower than the pause after which the list follows, and no letter goes astray.
  await box.fill('')
  await box.pressSequentially('blade n', { delay: 400 })
  await expect(box).toHaveValue('blade n')
  await expect(page).toHaveURL(/\?q=blade\+n$/)
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeHidden()

  await box.fill('format:vhs year:1980..1989 rating:>=4')
  await box.press('Enter')
  await expect(page).toHaveURL(/\?format=VHS&year=1980-1989&rating=4-$/)
  await expect(listedTitles(page)).toHaveText(['Blade Runner'])
  for (const label of ['VHS', 'Year 1980–1989', 'Rating from 4']) {
    await expect(page.getByRole('link', { name: `Remove the filter ${label}` })).toBeVisible()
  }
  await expect(box).toHaveValue('')
  await page.getByRole('link', { name: 'Remove the filter Year 1980–1989' }).click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner'])
})

test('ranges are set among the filters, and what does not fit is named', async ({ page, person }) => {
  await openBucket(page, person)
  await openFilters(page)
  await page.getByLabel('Release year from').fill('1979')
  await page.getByLabel('Length in minutes to').fill('117')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/\?year=1979-&length=-117$/)
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo'])

  await openBucket(page, person, '?year=1700-1989&format=VHS,Betamax&rating=4-5&sort=colour')
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo'])
  for (const [parameter, value] of [
    ['year', '1700-1989'],
    ['format', 'VHS,Betamax'],
    ['sort', 'colour'],
  ]) {
    await expect(page.getByText(`Left out: “${parameter}” cannot be “${value}”.`)).toBeVisible()
  }
})

test('a filter that finds nothing says so and offers the way back', async ({ page, person }) => {
  await openBucket(page, person, '?q=nowhere&format=VHS')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await expect(page.getByText('0 movies match')).toBeVisible()
  await page.getByRole('link', { name: 'Show all movies' }).click()
  await expect(listedTitles(page)).toHaveText(BY_TITLE)
})

test('heads sort both ways and say which way', async ({ page, person }) => {
  await openBucket(page, person)
  await expectSorted(page, 'Title', 'ascending', BY_TITLE)
  await head(page, 'Year').click()
  await expectSorted(page, 'Year', 'ascending', ['The Kid', 'Alien', 'Blade Runner', 'Fargo', 'Parasite'])
  await head(page, 'Year').click()
  await expectSorted(page, 'Year', 'descending', ['Parasite', 'Fargo', 'Blade Runner', 'Alien', 'The Kid'])
  await expect(page).toHaveURL(/\?sort=-year$/)
  // The best first, as one looks for those.
  await head(page, 'Rating').click()
  await expect(page.getByRole('columnheader', { name: 'Rating' })).toHaveAttribute('aria-sort', 'descending')
  await expect(listedTitles(page).nth(2)).toHaveText('Blade Runner')
  await expect(listedTitles(page).last()).toHaveText('Parasite')
  await head(page, 'Length').click()
  await expect(page.getByRole('columnheader', { name: 'Length' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(listedTitles(page).first()).toHaveText('The Kid')
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Title Z–A')
  await expectSorted(page, 'Title', 'descending', [...BY_TITLE].reverse())
})

test('the shelf shows the same movies in the same order', async ({ page, person }) => {
  await openBucket(page, person, '?format=VHS,DVD&sort=year')
  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page).toHaveURL(/\?format=VHS,DVD&sort=year&view=shelf$/)
  const spines = page.getByRole('list', { name: 'Movies' }).getByRole('link')
  await expect(spines).toHaveCount(4)
  expect(await spines.evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')))).toEqual([
    'The Kid, DVD, 68 min, 1921, rated 3 of 5',
    'Alien, VHS, 117 min, 1979, rated 5 of 5',
    'Blade Runner, VHS, 117 min, 1982, rated 4 of 5',
    'Fargo, DVD, 98 min, 1996, rated 5 of 5',
  ])
  await spines.first().click()
  await expect(page.getByRole('dialog', { name: 'Edit movie' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Table' }).click()
  await expect(listedTitles(page)).toHaveText(['The Kid', 'Alien', 'Blade Runner', 'Fargo'])
})

test('Back restores filters and scroll; a fresh browser shows the same from the same address', async ({
  page,
  person,
  context,
}) => {
  const many = Array.from({ length: 60 }, (_, index) => film(`Sequel ${String(index + 1).padStart(2, '0')}`, 'VHS'))
  await insertMovies(person, many)
  await openBucket(page, person, '?format=VHS')
  await head(page, 'Year').click()
  await expect(page).toHaveURL(/\?format=VHS&sort=year$/)
  await rowOf(page, 'Sequel 50').scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  expect(scrolled).toBeGreaterThan(500)
  const { id } = await rowOf(page, 'Sequel 50').evaluate((row: HTMLElement) => ({ id: row.dataset.movieId }))
  await page.goto(`/buckets/${person.bucketId}/movies/${id}`)
  await page.goBack()
  await untilHydrated(page)
  await expect(rowOf(page, 'Sequel 50')).toBeInViewport()
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
  await page.goBack()
  await expect(page).toHaveURL(/\?format=VHS$/)
  await expect(listedTitles(page).first()).toHaveText('Alien')
  await page.goForward()
  await expect(page.getByRole('columnheader', { name: 'Year' })).toHaveAttribute('aria-sort', 'ascending')

  const fresh = await context.newPage()
  await fresh.goto(page.url())
  expect(await listedTitles(fresh).allInnerTexts()).toEqual(await listedTitles(page).allInnerTexts())
})

function chip(page: Page, format: string) {
  return page.getByRole('search').locator('label', { hasText: format })
}

function head(page: Page, name: string) {
  return page.getByRole('columnheader', { name }).getByRole('link')
}

async function expectSorted(page: Page, name: string, way: 'ascending' | 'descending', titles: string[]) {
  await expect(page.getByRole('columnheader', { name })).toHaveAttribute('aria-sort', way)
  await expect(page.locator('[aria-sort]')).toHaveCount(1)
  await expect(listedTitles(page)).toHaveText(titles)
}
