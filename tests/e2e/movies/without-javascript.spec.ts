import type { Page } from '@playwright/test'
import {
  expect,
  listedTitles,
  openFilters,
  readMovie,
  rowOf,
  test,
  useBucketMenu,
} from '@/tests/support/browser/bucket'
import { field, fillMovie, movieForm, save } from '@/tests/support/browser/form'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'
import type { Person } from '@/tests/support/builders/people'

test.use({ javaScriptEnabled: false })

test('table and shelf are there to read, sorted and in pages', async ({ page, person }) => {
  const many = Array.from({ length: 120 }, (_, index) => film(`Episode ${String(index + 1).padStart(3, '0')}`))
  await insertMovies(person, [...many, film('Zulu', 'VHS', 138, 1964, 4)])
  await open(page, person)
  await expect(page.getByText('121 movies', { exact: true })).toBeVisible()
  await expect(listedTitles(page)).toHaveCount(100)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(listedTitles(page)).toHaveCount(21)
  await expect(listedTitles(page).first()).toHaveText('Episode 101')
  await page.getByRole('link', { name: 'Previous page' }).click()
  await expect(listedTitles(page).first()).toHaveText('Episode 001')
  await page.getByRole('link', { name: 'Z, 1 movie' }).click()
  await expect(listedTitles(page)).toHaveText(['Zulu'])
  await page.getByRole('columnheader', { name: 'Year' }).getByRole('link').click()
  await expect(listedTitles(page).first()).toHaveText('Zulu')
  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page.getByRole('link', { name: 'Zulu, VHS, 138 min, 1964, rated 4 of 5' })).toBeVisible()
})

test('filters are a form', async ({ page, person }) => {
  await insertMovies(person)
  await open(page, person, '?sort=-year')
  await openFilters(page)
  await page.getByRole('search').locator('label', { hasText: 'VHS' }).click()
  await page.getByLabel('Release year from').fill('1980')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(listedTitles(page)).toHaveText(['Blade Runner'])
  await page.getByRole('link', { name: 'Remove the filter Year from 1980' }).click()
  await expect(listedTitles(page)).toHaveText(['Blade Runner', 'Alien'])
  await page.getByRole('searchbox').fill('ali')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(listedTitles(page)).toHaveText(['Alien'])
  await expect(page.getByRole('searchbox')).toHaveValue('ali')
})

test('a movie is added; what does not fit is said beside it and the rest is kept', async ({ page, person }) => {
  await open(page, person)
  await page.getByRole('main').getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, {
    title: 'Alien',
    format: 'VHS',
    length: tooHigh('length').typed,
    releaseYear: tooLow('releaseYear').typed,
    rating: 4,
  })
  await save(page)
  await expect(field(page, 'Length')).toHaveAccessibleDescription(/Length: 501 is above the limit of 500 minutes/)
  await expect(field(page, 'Release year')).toHaveAccessibleDescription(/1799 is below the limit of 1800/)
  await expect(field(page, 'Length')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, 'Title')).toHaveValue('Alien')
  await expect(movieForm(page).getByRole('radio', { name: 'VHS' })).toBeChecked()
  await expect(movieForm(page).getByRole('radio', { name: '4 of 5' })).toBeChecked()
  expect(await readMovies(person)).toEqual([])

  await fillMovie(page, { length: '1:57', releaseYear: '1979' })
  await movieForm(page).getByRole('button', { name: 'Save and add another' }).click()
  await expect(field(page, 'Title')).toHaveValue('')
  await expect(movieForm(page).getByRole('radio', { name: 'VHS' })).toBeChecked()
  await fillMovie(page, { title: 'Brazil', length: '132', releaseYear: '1985', rating: 5 })
  await save(page)
  await expect(listedTitles(page)).toHaveText(['Alien', 'Brazil'])
  expect(await readMovies(person)).toMatchObject([
    { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 4 },
    { title: 'Brazil', format: 'VHS', length: 132, releaseYear: 1985, rating: 5 },
  ])
})

test('a movie is changed on its page, deleted and restored', async ({ page, person }) => {
  await insertMovies(person)
  await open(page, person)
  await rowOf(page, 'Alien').getByRole('link').click()
  await expect(field(page, 'Title')).toHaveValue('Alien')
  await fillMovie(page, { title: ' ', rating: 1 })
  await save(page)
  await expect(field(page, 'Title')).toHaveAccessibleDescription(/Title is missing/)
  await expect(movieForm(page).getByRole('radio', { name: '1 of 5' })).toBeChecked()
  await fillMovie(page, { title: 'Aliens', length: '137' })
  await save(page)
  await expect(listedTitles(page).first()).toHaveText('Aliens')
  const { id, ...changed } = await readMovie(person, 'Aliens')
  expect(changed).toMatchObject({ length: 137, rating: 1, version: 2 })

  await rowOf(page, 'Aliens').getByRole('link').click()
  await page.getByRole('button', { name: 'Delete this movie' }).click()
  await expect(listedTitles(page).first()).toHaveText('Blade Runner')
  await useBucketMenu(page, 'Trash')
  await page.getByRole('button', { name: 'Restore Aliens' }).click()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await page.getByRole('link', { name: 'moviebucket: my movies' }).click()
  await expect(listedTitles(page).first()).toHaveText('Aliens')
  expect(await readMovie(person, 'Aliens')).toMatchObject({ id, ...changed, deleted: false })
})

test('a change that another person made first is not overwritten', async ({ page, person, context }) => {
  await insertMovies(person)
  await open(page, person)
  await rowOf(page, 'Alien').getByRole('link').click()
  const other = await context.newPage()
  await other.goto(page.url())
  await fillMovie(other, { length: '137' })
  await save(other)
  await expect(listedTitles(other).first()).toHaveText('Alien')
  await fillMovie(page, { rating: 1 })
  await save(page)
  await expect(page.getByText('Another person changed this movie after you opened it.')).toBeVisible()
  await expect(movieForm(page).getByRole('radio', { name: '1 of 5' })).toBeChecked()
  expect(await readMovie(person, 'Alien')).toMatchObject({ length: 137, rating: 5, version: 2 })
})

test('signing out works, and an unknown address is explained', async ({ page, person }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
  await open(page, person)
  await page.getByText('Ana', { exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every film you own, on one shelf.')
})

async function open(page: Page, person: Person, path = ''): Promise<void> {
  await page.goto(`/buckets/${person.bucketId}${path}`)
}
