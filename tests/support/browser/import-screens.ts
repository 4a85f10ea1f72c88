import type { Page } from '@playwright/test'
import type { Person } from '@/tests/support/builders/people'
import { expect, openBucket } from './bucket'
import { LONG } from './movie-screens'
import type { Screen } from './screen'

const LONG_TITLES = `Title,Type,Year,Length,Rating
Alien,movie,1979,117,5
Sherlock,tv show,2010,90,4
Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan,movie,2006,84,3
`

/** The screens of an import, from the choice of a file to what it added. */
export const IMPORT_SCREENS: readonly Screen[] = [
  { name: 'import', open: (page, person) => openBucket(page, person, '/import') },
  {
    name: 'import, with questions and problems',
    async open(page, person) {
      await openImport(page, person, 'Title,Format,Year,Length\nAlien,Blu-ray,1979,117\nHeat,DVD,1995,1170\n')
      await page.getByText('Change columns and scales').click()
    },
  },
  {
    name: 'import, with long titles and incomplete rows',
    async open(page, person) {
      await openImport(page, person, LONG_TITLES)
      await page.getByRole('link', { name: 'Incomplete 1' }).click()
      await expect(page.getByText('download the rows that wait as CSV')).toBeVisible()
    },
  },
  {
    name: 'import, set aside',
    async open(page, person) {
      await openImport(page, person, LONG_TITLES)
      await page.getByRole('link', { name: 'Set aside 1' }).click()
      await expect(page.getByRole('button', { name: 'Bring back row 3' })).toBeVisible()
    },
  },
  {
    name: 'import, duplicates',
    movies: LONG,
    async open(page, person) {
      await openImport(
        page,
        person,
        'title,format,length,releaseYear,rating\nAlien,VHS,117,1979,5\nHeat,DVD,170,1995,4\n',
      )
      await page.getByRole('link', { name: 'Duplicates' }).click()
      await expect(page.getByText('Already here: Alien (1979)')).toBeVisible()
    },
  },
  {
    name: 'import, changes',
    movies: LONG,
    async open(page, person) {
      await openImport(page, person, 'Name,Year,Length,Rating\nAlien,1980,200,1\nHeat,1995,170,4\n')
      await page.getByRole('radio', { name: /Take the values/ }).check()
      await page.getByRole('button', { name: 'Compare this way' }).click()
      await page.getByRole('link', { name: 'Changes 1' }).click()
      await expect(page.getByRole('checkbox', { name: 'Rating', exact: false }).last()).toBeVisible()
    },
  },
  {
    name: 'import, added',
    async open(page, person) {
      await openImport(
        page,
        person,
        'title,format,length,releaseYear,rating\nHeat,DVD,170,1995,4\nLong,DVD,999,1995,4\n',
      )
      await page.getByRole('button', { name: 'Add 1 movie' }).click()
      await expect(page.getByText('Added 1 movie')).toBeVisible()
    },
  },
]

async function openImport(page: Page, person: Person, csv: string): Promise<void> {
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles({ name: 'movies.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByRole('heading', { level: 1, name: 'movies.csv' })).toBeVisible()
}
