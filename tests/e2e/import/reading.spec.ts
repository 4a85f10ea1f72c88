import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openBucket, test } from '@/tests/support/browser/bucket'
import { xlsx, zip } from '@/tests/support/builders/archives'
import { encode } from '@/tests/support/builders/encode'
import { readMovies } from '@/tests/support/builders/movies'

const CSV =
  'Table 1\nTitle|Format|Length|Year|Rating\nŻycie jest piękne|DVD|116|1997|5\nMiłość|DVD|127|2012|4\nChłopi|DVD|114|2023|4\n'
const LETTERBOXD = {
  'watched.csv': 'Date,Name,Year,Letterboxd URI\n2024-01-05,Alien,1979,https://boxd.it/29LQ\n',
  'ratings.csv': 'Date,Name,Year,Letterboxd URI,Rating\n2024-01-05,Alien,1979,https://boxd.it/29LQ,5\n',
  'watchlist.csv': 'Date,Name,Year,Letterboxd URI\n2024-01-05,Dune,2021,https://boxd.it/9x\n',
}

const file = (name: string, bytes: Uint8Array | string) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })

test('a file says how it was read, and is read another way without being chosen again', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles(file('films.csv', encode(CSV, 'windows-1250')))
  await expect(page.getByText('The table begins in row 2; what stands above it is left out.')).toBeVisible()
  await expect(page.getByText('with a vertical bar between cells')).toBeVisible()
  const rows = page.getByRole('region', { name: 'The first rows as they are read' })
  await expect(rows.getByRole('columnheader')).toHaveText(['Title', 'Format', 'Length', 'Year', 'Rating'])
  await expect(rows.getByRole('cell', { name: 'Życie jest piękne' })).toBeVisible()

  await openPanel(page)
  await page.getByLabel('Encoding').selectOption('macintosh')
  await page.getByLabel('The table begins in row').fill('3')
  await page.getByRole('button', { name: 'Read the file again' }).click()
  await expect(rows.getByRole('columnheader')).toHaveCount(0)
  await expect(rows.getByRole('row')).toHaveCount(3)
  await expect(rows.getByRole('cell', { name: 'Życie jest piękne' })).toHaveCount(0)

  await openPanel(page)
  await page.getByLabel('Encoding').selectOption('windows-1250')
  await page.getByLabel('The table begins in row').fill('2')
  await page.getByRole('button', { name: 'Read the file again' }).click()
  await expect(rows.getByRole('cell', { name: 'Życie jest piękne' })).toBeVisible()
  await page.getByRole('button', { name: 'Add 3 movies' }).click()
  await expect(page.getByText('Added 3 movies')).toBeVisible()
  expect((await readMovies(person)).map(({ title }) => title).sort()).toEqual(['Chłopi', 'Miłość', 'Życie jest piękne'])
  // What was read before is not left behind.
  await openBucket(page, person, '/import')
  await expect(page.getByRole('link', { name: 'Continue films.csv' })).toHaveCount(0)
})

test('an archive is one list, and another of its lists is chosen', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles(file('letterboxd-ana.zip', await zip(LETTERBOXD)))
  await expect(page.getByText('read as Letterboxd')).toBeVisible()
  await expect(page.getByText('Left out: watchlist.csv.')).toBeVisible()
  await page.getByText('Read the file another way').click()
  await page.getByLabel('List in the file').selectOption('watchlist.csv')
  await page.getByRole('button', { name: 'Read the file again' }).click()
  await expect(page.getByRole('cell', { name: 'Dune' }).first()).toBeVisible()
})

test('a workbook is added as a person sees it', async ({ page, person }) => {
  const cells = (row: number, ...texts: string[]) =>
    `<row r="${row}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
  const rows =
    cells(1, 'Title', 'Format', 'Length', 'Year', 'Rating') + cells(2, 'Heat', 'DVD (2 discs)', '2:50', '1995', '4')
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles(file('films.xlsx', await xlsx([{ name: 'Films', rows }])))
  await page.getByRole('button', { name: 'Add 1 movie' }).click()
  await expect(page.getByText('Added 1 movie')).toBeVisible()
  expect(await readMovies(person)).toMatchObject([{ title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995 }])
})

test('a web page is refused by name', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  await page.getByLabel('A file').setInputFiles(file('imdb.html', '<!DOCTYPE html><html><body>Sign in</body></html>'))
  await expect(page.getByRole('alert').filter({ hasText: 'imdb.html' })).toContainText('This is a web page')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a file is posted again and read another way', async ({ page, person }) => {
    const fixture = join(import.meta.dirname, '../../fixtures/import/windows-1252-semicolons.csv')
    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByLabel('A file').setInputFiles(fixture)
    await page.getByRole('button', { name: 'Preview' }).click()
    await openPanel(page)
    await page.getByLabel('Encoding').selectOption('windows-1251')
    await page.getByLabel('The file again').setInputFiles(file('again.csv', readFileSync(fixture)))
    await page.getByRole('button', { name: 'Read the file again' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('again.csv')
    await expect(page.getByText('It is read as Cyrillic (Windows-1251), with a semicolon between cells.')).toBeVisible()
  })
})

// It is open already where the reading is not sure.
async function openPanel(page: Page): Promise<void> {
  await expect(page.getByText('Read the file another way')).toBeVisible()
  if (!(await page.getByLabel('Encoding').isVisible())) await page.getByText('Read the file another way').click()
}
