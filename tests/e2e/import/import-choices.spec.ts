import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openBucket, test } from '@/tests/support/browser/bucket'
import { readMovies } from '@/tests/support/builders/movies'

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/import', name)

test('series are set aside and brought back, films are left out, another column tells them apart', async ({
  page,
  person,
}) => {
  const csv =
    'Title,Sort,What,Format,Length,Year,Rating\nAlien,x,movie,DVD,117,1979,5\nHeat,x,movie,DVD,170,1995,4\nSherlock,x,tv show,DVD,90,2010,5\nLost,x,tv show,DVD,45,2004,4\n'
  await openBucket(page, person, '/import')
  await choose(page, csv)
  await expect(page.getByText('Series, episodes and everything else that is not a film are set aside.')).toBeVisible()
  await page.getByRole('link', { name: 'Set aside 2' }).click()
  await page.getByRole('button', { name: 'Bring back row 5' }).click()
  await expect(page.getByRole('link', { name: 'Set aside 1' })).toBeVisible()
  await page.getByRole('link', { name: 'Ready 3' }).click()
  await page.getByRole('button', { name: 'Leave out row 3' }).click()
  await expect(page.getByRole('link', { name: 'Ready 2' })).toBeVisible()
  await page.getByRole('link', { name: 'Set aside 2' }).click()
  await expect(page.getByText('left out')).toBeVisible()

  // No column tells the kind: the other series goes in, too, and what was left out stays out.
  await page.getByText('Change columns and scales').click()
  await expect(page.getByLabel('Kind: film, series, game')).toHaveValue('2')
  await page.getByLabel('Kind: film, series, game').selectOption('None of them')
  await page.getByRole('button', { name: 'Read it this way' }).click()
  await page.getByRole('button', { name: 'Add 3 movies' }).click()
  await expect(page.getByText('Added 3 movies')).toBeVisible()
  expect((await readMovies(person)).map(({ title }) => title).toSorted()).toEqual(['Alien', 'Lost', 'Sherlock'])
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByText('Undone: 3 movies went into the trash.')).toBeVisible()
})

test('long titles are shortened by one press, and years are taken out of them', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles(fixture('titles-with-years.csv'))
  await expect(
    page.getByText(
      'The release year at the end of a title is taken out of it: “Memento (2000)” becomes “Memento”, 2000.',
    ),
  ).toBeVisible()
  await expect(page.getByRole('heading', { name: '1 title of more than 50 characters' })).toBeVisible()
  await expect(page.getByLabel('Title of row 5')).toHaveValue('Borat')
  await page.getByRole('button', { name: 'Shorten it like this' }).click()
  await expect(
    page.getByText(/^Titles of more than 50 characters are shortened: “Borat: .*” becomes “Borat”/),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Problems 0' })).toBeVisible()
  await page.getByLabel('Format', { exact: true }).first().selectOption('DVD')
  await page.getByLabel('Length', { exact: true }).first().fill('100')
  await page.getByRole('button', { name: 'Read it this way' }).click()
  await page.getByRole('button', { name: 'Add 4 movies' }).click()
  await expect(page.getByText('Added 4 movies')).toBeVisible()
  expect(await readMovies(person)).toContainEqual(expect.objectContaining({ title: 'Borat', releaseYear: 2006 }))
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a row is left out, and all are brought back', async ({ page, person }) => {
    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByLabel('A file').setInputFiles(fixture('moviebucket.csv'))
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Leave out row 3' }).click()
    await expect(page.getByRole('button', { name: 'Add 2 movies' })).toBeVisible()
    await page.getByRole('link', { name: 'Set aside 1' }).click()
    await page.getByRole('button', { name: 'Bring back all 1' }).click()
    await expect(page.getByRole('button', { name: 'Add 3 movies' })).toBeVisible()
  })
})

async function choose(page: Page, csv: string): Promise<void> {
  await page.getByLabel('A file').setInputFiles({ name: 'movies.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}
