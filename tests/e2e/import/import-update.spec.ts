import type { Page } from '@playwright/test'
import { expect, openBucket, test } from '@/tests/support/browser/bucket'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'

const HEAD = 'title,format,length,releaseYear,rating\n'
const HERE = [
  { title: 'Alien', format: 'VHS', length: 0, releaseYear: 1979, rating: 5 },
  { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 4 },
  { title: 'Jaws', format: 'DVD', length: 124, releaseYear: 1975, rating: 4 },
] as const
const FILE = `${HEAD}Alien,VHS,117,1979,3\nHeat,VHS,170,1995,1\nJaws,DVD,124,1975,4\nCube,DVD,90,1997,3\nLong,DVD,999,1990,1\n`
const LETTERBOXD =
  'Date,Name,Year,Letterboxd URI,Rating\n2024-01-05,Alien,1979,https://boxd.it/29LQ,5\n2024-01-06,Cats,2019,https://boxd.it/mKzy,0.5\n'
const IMDB =
  'Const,Your Rating,Title,Title Type,Runtime (mins),Year\ntt1,10,Alien,Movie,117,1979\ntt2,6,Cats,Movie,110,2019\ntt3,6,Other,Movie,110,2019\n'

const values = async (person: Parameters<typeof readMovies>[0]) =>
  (await readMovies(person))
    .filter(({ deleted }) => !deleted)
    .map(({ title, format, length, rating }) => [title, format, length, rating].join(' '))

test('a file changes movies that are here, field by field, by keyboard; one undo takes all of it back', async ({
  page,
  person,
}) => {
  await insertMovies(person, [...HERE])
  await openBucket(page, person, '/import')
  await choose(page, FILE)
  await expect(page.getByText('3 rows of the file match movies of this bucket')).toBeVisible()
  await page.getByRole('radio', { name: /Leave them/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Take the values/ })).toBeChecked()
  await page.getByRole('button', { name: 'Compare this way' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Changes 2' }).press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Length 0 becomes 117' })).toBeChecked()
  // Of Heat the format alone.
  await page.getByRole('checkbox', { name: 'Rating 4 becomes 1' }).press('Space')
  await page.getByRole('button', { name: 'Save the choice of row 3' }).press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Rating 4, not 1' })).not.toBeChecked()
  // A row that is left out changes nothing, until it is brought back.
  await page.getByRole('button', { name: 'Leave out row 2' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Add 1 movie and update 1' })).toBeVisible()
  await page.getByRole('link', { name: 'Set aside 1' }).press('Enter')
  await page.getByRole('button', { name: 'Bring back row 2' }).press('Enter')
  await page.getByRole('button', { name: 'Add 1 movie and update 2' }).press('Enter')
  await expect(page.getByText('Added 1 movie and updated 2')).toBeVisible()
  await expect(page.getByText('5 rows = 1 added + 2 updated + 1 the same + 1 left')).toBeVisible()
  await expect(page.getByText('Left: 1 has a problem.')).toBeVisible()
  expect(await values(person)).toEqual(['Alien VHS 117 3', 'Cube DVD 90 3', 'Heat VHS 170 4', 'Jaws DVD 124 4'])

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download this row as CSV' }).click()
  const text = await (await (await download).createReadStream()).toArray()
  expect(Buffer.concat(text).toString()).toBe('\ufefftitle,format,length,releaseYear,rating\r\nLong,DVD,999,1990,1\r\n')
  await page.getByRole('button', { name: 'Undo this import' }).press('Enter')
  await expect(
    page.getByText('Undone: 1 movie went into the trash, and 2 movies have their former values again.'),
  ).toBeVisible()
  expect(await values(person)).toEqual(['Alien VHS 0 5', 'Heat DVD 170 4', 'Jaws DVD 124 4'])
})

test('a list from Letterboxd gets its lengths from an IMDb file, and shows what differs', async ({ page, person }) => {
  await openBucket(page, person, '/import')
  await choose(page, LETTERBOXD)
  await page.getByLabel('Format', { exact: true }).first().selectOption('DVD')
  await page.getByRole('button', { name: 'Read it this way' }).click()
  await expect(page.getByText('0 movies ready, 2 incomplete')).toBeVisible()
  await openCompleting(page)
  await page.getByLabel('Another file').setInputFiles(file('imdb.csv', IMDB))
  await page.getByRole('button', { name: 'Fill missing values' }).click()
  await expect(page.getByText('Completed 2 rows from the other file')).toBeVisible()
  await page.getByRole('link', { name: 'See what differs' }).click()
  await page.getByRole('checkbox', { name: 'Rating 1, not 3' }).check()
  await page.getByRole('button', { name: 'Save the choice of row 3' }).click()
  await expect(page.getByText('The other file has no other values.')).toBeVisible()
  await page.getByRole('button', { name: 'Add 2 movies' }).click()
  await expect(page.getByText('2 rows = 2 added', { exact: true })).toBeVisible()
  expect(await values(person)).toEqual(['Alien DVD 117 5', 'Cats DVD 110 3'])
  // The other file is not kept as an import of its own.
  await openBucket(page, person, '/import')
  await expect(page.getByText('imdb.csv')).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })

  test('movies are filled and rows completed, on a phone', async ({ page, person }) => {
    await insertMovies(person, [...HERE])
    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByLabel('A file').setInputFiles(file('movies.csv', FILE))
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('radio', { name: /Fill missing values/ }).check()
    await page.getByRole('button', { name: 'Compare this way' }).click()
    await page.getByRole('link', { name: 'Changes 1' }).click()
    await page.getByRole('checkbox', { name: 'Rating 5, not 3' }).check()
    await page.getByRole('button', { name: 'Save the choice of row 2' }).click()
    await page.getByRole('button', { name: 'Add 1 movie and update 1' }).click()
    expect(await values(person)).toEqual(['Alien VHS 117 3', 'Cube DVD 90 3', 'Heat DVD 170 4', 'Jaws DVD 124 4'])
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await expect(page.getByText(/1 movie has its former values again/)).toBeVisible()

    await page.goto(`/buckets/${person.bucketId}/import`)
    await page.getByLabel('A file').setInputFiles(file('list.csv', LETTERBOXD))
    await page.getByRole('button', { name: 'Preview' }).click()
    await openCompleting(page)
    await page.getByLabel('Another file').setInputFiles(file('page.html', Buffer.from('PK\u0003\u0004')))
    await page.getByRole('button', { name: 'Fill missing values' }).click()
    await expect(page.getByText('This archive or workbook is damaged')).toBeVisible()
    await openCompleting(page)
    await page.getByLabel('Another file').setInputFiles(file('imdb.csv', IMDB))
    await page.getByRole('button', { name: 'Take all its values' }).click()
    await expect(page.getByText('Completed 2 rows from the other file')).toBeVisible()
  })
})

const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function openCompleting(page: Page): Promise<void> {
  await page.getByText('Complete these rows from another file').click()
}

async function choose(page: Page, csv: string): Promise<void> {
  await page.getByLabel('A file').setInputFiles(file('movies.csv', csv))
  await expect(page.getByRole('heading', { level: 1, name: 'movies.csv' })).toBeVisible()
}
