import type { Page } from '@playwright/test'
import type { MovieValues } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { film } from '@/tests/support/builders/movie-values'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { expect, openBucket, openFilters, rowOf, untilHydrated } from './bucket'
import { addDialog, fillMovie, save } from './form'
import type { Screen } from './screen'

/** Movies whose titles and numbers are as long as they may be, among others. */
export const LONG: readonly MovieValues[] = [
  film('Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww', 'VHS', 500, 2100, 1),
  film('Dr. Strangelove or: How I Learned to Stop Worrying', 'DVD', 95, 1964, 5),
  film('千と千尋の神隠し', 'Streaming', 125, 2001, 4),
  ...SAMPLE_MOVIES.filter(({ title }) => /^(Al|The [GL]|Inception|Z$)/.test(title)),
]

/** The screens of a bucket of movies, its statistics and its trash. */
export const MOVIE_SCREENS: readonly Screen[] = [
  { name: 'empty bucket', open: (page, person) => openBucket(page, person) },
  { name: 'table', movies: LONG, open: (page, person) => openBucket(page, person) },
  { name: 'shelf', movies: LONG, open: (page, person) => openBucket(page, person, '?view=shelf&sort=year') },
  {
    name: 'filtered, with something left out',
    movies: LONG,
    open: (page, person) => openBucket(page, person, '?q=the&format=VHS,DVD&year=1900-1999&rating=0-9'),
  },
  { name: 'nothing matches', movies: LONG, open: (page, person) => openBucket(page, person, '?q=nowhere&format=VHS') },
  {
    name: 'a long list with rail and pages',
    movies: Array.from({ length: 130 }, (_, index) =>
      film(`${String.fromCharCode(65 + (index % 26))}${index}`, 'DVD', 100, 1900 + index, 3),
    ),
    open: (page, person) => openBucket(page, person, '?from=c'),
  },
  {
    name: 'filters',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await openFilters(page)
    },
  },
  {
    name: 'account menu',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await page.getByText('Ana', { exact: true }).click()
    },
  },
  {
    name: 'movie form in its dialog, with refusals',
    onlyAtDesk: true,
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await page.getByRole('link', { name: 'Add movie' }).click()
      await fillMovie(page, { title: 'Alien', length: '501', releaseYear: '1979' })
      await save(page)
      await expect(addDialog(page).getByText('Already in this bucket')).toBeVisible()
      await expect(addDialog(page).getByText('Length: 501 is above the limit')).toBeVisible()
    },
  },
  {
    name: 'new movie, with refusals',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person, '/new')
      await fillMovie(page, { title: 'Alien', format: 'VHS', releaseYear: '2101' })
      await save(page)
      await expect(page.getByText('Release year: 2101 is above the limit')).toBeVisible()
    },
  },
  {
    name: 'movie',
    movies: [film('Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww')],
    async open(page, person) {
      await openBucket(page, person)
      await page.goto((await page.locator('[data-movie-id] a').getAttribute('href')) ?? '')
      await untilHydrated(page)
    },
  },
  {
    name: 'row being edited, with a refusal',
    onlyAtDesk: true,
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await rowOf(page, 'Alien').getByRole('button', { name: 'Edit' }).click()
      await page.getByRole('textbox', { name: 'Title', exact: true }).fill('')
      await page.keyboard.press('Enter')
      await expect(page.getByText('Title is missing')).toBeVisible()
    },
  },
  {
    name: 'selection',
    movies: LONG,
    open: (page, person) => openAndSelect(page, person),
  },
  {
    name: 'bulk edit',
    movies: LONG,
    async open(page, person) {
      await openAndSelect(page, person)
      await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Edit' }).click()
      await page.getByRole('combobox', { name: 'New rating' }).selectOption('3')
      await page.getByRole('textbox', { name: 'New length' }).fill('501')
      await expect(page.getByText('Length: 501 is above the limit')).toBeVisible()
    },
  },
  {
    name: 'conflict',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await changeElsewhere(person)
      await rateFirst(page, 'Alien')
      await expect(page.getByRole('dialog', { name: '“Alien” was changed elsewhere' })).toBeVisible()
    },
  },
  {
    name: 'undo bar',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await rateFirst(page, 'Alien')
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
    },
  },
  {
    name: 'keys',
    onlyAtDesk: true,
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person)
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    },
  },
  {
    name: 'bucket menu',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person, '?format=VHS')
      // A phone has it in its bar.
      await page
        .getByRole('button', { name: /^(Bucket menu|More)$/ })
        .filter({ visible: true })
        .click()
    },
  },
  { name: 'statistics, empty', open: (page, person) => openBucket(page, person, '/statistics') },
  {
    name: 'statistics, with a table open',
    movies: LONG,
    async open(page, person) {
      await openBucket(page, person, '/statistics?format=VHS,DVD')
      await page.getByText('Formats by decade as a table').click()
    },
  },
  { name: 'trash, empty', open: (page, person) => openBucket(page, person, '/trash') },
  {
    name: 'trash',
    movies: LONG,
    async open(page, person) {
      await sql('update movies set deleted_at = now() where bucket_id = $1', [person.bucketId])
      await openBucket(page, person, '/trash')
    },
  },
  {
    name: 'asking before the trash is emptied',
    movies: LONG,
    async open(page, person) {
      await sql('update movies set deleted_at = now() where bucket_id = $1', [person.bucketId])
      await openBucket(page, person, '/trash')
      await page.getByRole('button', { name: 'Empty the trash' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
]

async function openAndSelect(page: Page, person: Person): Promise<void> {
  await openBucket(page, person)
  for (const title of ['Alien', 'All About Eve']) {
    await rowOf(page, title).locator('label').click()
  }
  await expect(page.getByText('2 selected')).toBeVisible()
}

// By key, so that it is the same on a phone, where rows have no stars to tap.
async function rateFirst(page: Page, title: string): Promise<void> {
  await rowOf(page, title).getByRole('link').focus()
  await page.keyboard.press('1')
}

async function changeElsewhere(person: Person): Promise<void> {
  await sql("update movies set rating = 2, version = version + 1 where bucket_id = $1 and title = 'Alien'", [
    person.bucketId,
  ])
}
