import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, listedTitles, openBucket, test } from '@/tests/support/browser/bucket'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { tooHigh } from '@/tests/support/builders/out-of-limits'

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures/import', name)
const HEAD = 'title,format,length,releaseYear,rating\n'

test('a file is chosen, previewed, corrected, added and undone', async ({ page, person }) => {
  await openBucket(page, person)
  await page.getByRole('link', { name: 'Import a list' }).click()
  await page.getByLabel('A file').setInputFiles(fixture('letterboxd-ratings.csv'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('letterboxd-ratings.csv')
  await expect(page.getByText('read as Letterboxd')).toBeVisible()
  await expect(page.getByText('Ratings in this file go up to 5; halves are rounded up: 3.5 becomes 4.')).toBeVisible()
  // What the file does not say is asked once, above the rows, and is no problem of each.
  await expect(page.getByRole('link', { name: 'Incomplete 3' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByText(/^Row \d+, .+ is missing/)).toHaveCount(0)

  // One value for all rows, and one row by hand; the form tells how many rows have none.
  await expect(page.getByLabel('Format', { exact: true }).first()).toHaveAccessibleDescription('3 rows without')
  await page.getByLabel('Format', { exact: true }).first().selectOption('DVD')
  await page.getByRole('button', { name: 'Read it this way' }).click()
  await expect(page.getByText('Format is DVD for every movie that has none.')).toBeVisible()
  await page.getByLabel('Length of row 3').fill(tooHigh('length').typed)
  await page.getByRole('button', { name: 'Save row 3' }).click()
  await expect(page.getByText('Row 3, Length: 501 is above the limit of 500 minutes')).toBeVisible()
  await expect(page.getByLabel('Length of row 3')).toHaveValue(tooHigh('length').typed)
  await page.getByLabel('Length of row 3').fill('1:50')
  await page.getByRole('button', { name: 'Save row 3' }).click()
  await expect(page.getByText('1 movie ready, 2 incomplete')).toBeVisible()
  // The next row to correct.
  await expect(page.getByLabel('Length of row 4')).toBeFocused()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'download the rows that wait as CSV' }).click()
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(
    '\ufeffDate,Name,Year,Letterboxd URI,Rating\r\n2024-01-05,Alien,1979,https://boxd.it/29LQ,5\r\n2024-01-07,Heat,1995,https://boxd.it/2aBq,3.5\r\n',
  )

  expect(await readMovies(person)).toEqual([])
  await page.getByRole('button', { name: 'Add 1 movie' }).click()
  await expect(page.getByText('Added 1 movie')).toBeVisible()
  expect(await readMovies(person)).toMatchObject([
    { title: 'Cats', format: 'DVD', length: 110, releaseYear: 2019, rating: 1 },
  ])
  // The other rows wait, also in another tab and on another day.
  await openBucket(page, person, '/import')
  await expect(page.getByText('1 movie added, 2 incomplete')).toBeVisible()
  await page.getByRole('link', { name: 'Continue letterboxd-ratings.csv' }).click()
  await page.getByRole('textbox', { name: 'Length' }).first().fill('100')
  await page.getByRole('button', { name: 'Read it this way' }).click()
  await page.getByRole('button', { name: 'Add 2 movies' }).click()
  await expect(page.getByText('Added 3 movies')).toBeVisible()
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByText('Undone: 3 movies went into the trash.')).toBeVisible()
  expect((await readMovies(person)).every(({ deleted }) => deleted)).toBe(true)
})

test('a file is dropped; duplicates are left out, and importing it again changes nothing', async ({ page, person }) => {
  await insertMovies(person)
  const before = await readMovies(person)
  await openBucket(page, person, '/import')
  const csv = `${HEAD}ALIEN,DVD,117,1980,1\nHeat,DVD,170,1995,4\n`
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
    return transfer
  }, csv)
  await page.locator('form [class*=border-dashed]').dispatchEvent('drop', { dataTransfer: data })
  await page.getByRole('link', { name: 'Duplicates 1' }).click()
  await expect(page.getByText('Already here: Alien (1979)')).toBeVisible()
  await page.getByRole('button', { name: 'Add 1 movie' }).click()
  await page.getByRole('link', { name: 'To the movies', exact: true }).click()
  await expect(listedTitles(page)).toHaveCount(6)
  expect((await readMovies(person)).filter(({ title }) => title !== 'Heat')).toEqual(before)

  await openBucket(page, person, '/import')
  await page.getByLabel('Or cells of a spreadsheet').fill(csv.replaceAll(',', '\t'))
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('button', { name: 'Add 0 movies' })).toBeDisabled()
  await expect(page.getByRole('link', { name: 'Duplicates 2' })).toHaveAttribute('aria-current', 'page')
  await page.getByRole('button', { name: 'Include row 2' }).click()
  await expect(page.getByRole('button', { name: 'Add 1 movie' })).toBeEnabled()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: /^Import into/ })).toBeVisible()
  expect(await readMovies(person)).toHaveLength(6)
})

test('a file that cannot be read is refused in plain words; an upload can be cancelled', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  const zip = { name: 'movies.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 and so on') }
  await page.getByLabel('A file').setInputFiles(zip)
  await expect(page.getByRole('alert').filter({ hasText: 'movies.xlsx' })).toContainText(
    'This archive or workbook is damaged.',
  )

  // The server does not answer, so there is time to cancel.
  await page.route('**/import/upload*', () => {})
  await choose(page, `${HEAD}Heat,DVD,170,1995,4\n`)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled: nothing of the file was kept.')).toBeVisible()
  await page.unroute('**/import/upload*')
  await choose(page, `${HEAD}Heat,DVD,170,1995,4\n`)
  await expect(page.getByRole('button', { name: 'Add 1 movie' })).toBeEnabled()
})

test('ten thousand rows show their progress, and none is lost', async ({ page, person }) => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `Movie ${n},DVD,${n % 501},1990,3`)
  await openBucket(page, person, '/import')
  await choose(page, HEAD + rows.join('\n'))
  await page.getByRole('button', { name: 'Add 10,000 movies' }).click()
  await expect(page.getByText('Added 10,000 movies')).toBeVisible({ timeout: 30_000 })
  expect(await readMovies(person)).toHaveLength(10_000)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a file or cells are posted, corrected, added and undone', async ({ page, person }) => {
    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByText('Choose a file, or paste some cells.')).toBeVisible()
    await page.getByLabel('A file').setInputFiles(fixture('moviebucket.csv'))
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('moviebucket.csv')
    await page.getByRole('button', { name: 'Add 3 movies' }).click()
    await expect(page.getByText('Added 3 movies')).toBeVisible()
    expect((await readMovies(person)).map(({ title }) => title)).toEqual(['Alien', 'Comma, and "quoted"', '=SUM(1)'])

    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByLabel('Or cells of a spreadsheet').fill('Amélie\tDVD\t122\t2001\t5\n300\tDVD\t\t2006\t3')
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pasted cells')
    await page.getByRole('link', { name: 'Incomplete 1' }).click()
    await page.getByLabel('Length of row 2').fill('117 min')
    await page.getByRole('button', { name: 'Save row 2' }).click()
    await page.getByRole('button', { name: 'Add 2 movies' }).click()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await expect(page.getByText('Undone: 2 movies went into the trash.')).toBeVisible()
    expect((await readMovies(person)).filter(({ deleted }) => !deleted)).toHaveLength(3)
  })
})

async function choose(page: Page, csv: string): Promise<void> {
  await page.getByLabel('A file').setInputFiles({ name: 'movies.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}
