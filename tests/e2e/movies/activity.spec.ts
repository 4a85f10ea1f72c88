import type { Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import {
  clickStar,
  expect,
  listedTitles,
  loadSamples,
  openBucket,
  readMovie,
  rowOf,
  test,
  useBucketMenu,
} from '@/tests/support/browser/bucket'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const entries = (page: Page) => page.getByRole('list', { name: 'Activity' }).getByRole('listitem')

test('changes are listed, and undone', async ({ page, person }) => {
  await openBucket(page, person)
  await loadSamples(page)
  await expect(listedTitles(page)).toHaveCount(40)
  await rowOf(page, 'Alien').getByRole('button', { name: 'Delete Alien' }).click()
  await expect.poll(async () => (await readMovie(person, 'Alien')).deleted).toBe(true)
  await useBucketMenu(page, 'Activity')
  await expect(entries(page)).toHaveCount(2)
  await expect(entries(page).first()).toContainText('You deleted “Alien”')
  await expect(entries(page).last()).toContainText(/You added (“[^”]+”, ){4}“[^”]+” and 35 more/)

  await entries(page).first().getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone for 1 movie.')).toBeVisible()
  await expect(entries(page).first()).toContainText('You restored “Alien”')
  await expect(entries(page).nth(1)).toContainText('undone or changed since')
  await expect(entries(page).nth(1).getByRole('button')).toHaveCount(0)
  expect(await readMovie(person, 'Alien')).toMatchObject({ deleted: false })

  // What this tab hid as deleted is back in its list, without loading it anew.
  await page.getByRole('link', { name: 'Back to the movies' }).click()
  await expect(rowOf(page, 'Alien')).toBeVisible()
  await expect(page.getByText('40 movies', { exact: true })).toBeVisible()
})

test('undoing a change of many movies asks first', async ({ page, person }) => {
  await insertMovies(
    person,
    Array.from({ length: 101 }, (_, at) => film(`Movie ${at}`)),
  )
  await sql(
    `insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
     select bucket_id, $2, id, 'add', version, $3 from movies where bucket_id = $1`,
    [person.bucketId, newId(), person.userId],
  )
  await openBucket(page, person, '/activity')
  const undo = page.getByRole('button', { name: 'Undo it for 101 movies' })
  await expect(undo).toBeHidden()
  await entries(page).locator('summary').click()
  await expect(page.getByText('101 movies go into the trash. Those that were changed')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(undo).toBeHidden()
  await expect(entries(page).locator('summary')).toBeFocused()
  await entries(page).locator('summary').click()
  await undo.click()
  await expect(page.getByRole('status').filter({ hasText: 'Undone for 101 movies.' })).toBeFocused()
})

test('a movie says who changed it last, and when, on its page, in the list and in a conflict', async ({
  page,
  person,
}) => {
  const ben = await addPerson('Ben')
  await sql("insert into grants (bucket_id, id, user_id, role) values ($1, $2, $3, 'editor')", [
    person.bucketId,
    newId(),
    ben.userId,
  ])
  await openBucket(page, person)
  await loadSamples(page)
  await expect(listedTitles(page)).toHaveCount(40)
  const { id } = await readMovie(person, 'Alien')
  await page.goto(`/buckets/${person.bucketId}/movies/${id}`)
  await expect(page.getByText('Added by you, just now')).toBeVisible()
  await sql(
    "update movies set updated_by = $2, version = version + 1, updated_at = now() - interval '3 minutes' where id = $1",
    [id, ben.userId],
  )
  await page.reload()
  await expect(page.getByText('Changed by Ben, 3 minutes ago')).toBeVisible()

  // So does its row, as long as more than one person may change it.
  await openBucket(page, person)
  const change = (title: string) =>
    rowOf(page, title)
      .getByRole('cell')
      .filter({ has: page.locator('time') })
  await expect(change('Alien')).toHaveText('Ben, 3 minutes ago')
  await expect(change('All About Eve')).toHaveText('You, just now')
  await sql('update movies set version = version + 1 where id = $1', [id])
  await clickStar(page, 'Alien', 1)
  const dialog = page.getByRole('dialog', { name: '“Alien” was changed elsewhere' })
  await expect(dialog).toContainText('Ben changed it 3 minutes ago. Which should it have?')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(change('Alien')).toHaveText('You, just now')
  await sql("update grants set role = 'viewer' where bucket_id = $1", [person.bucketId])
  await page.reload()
  await expect(rowOf(page, 'Alien')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Changed' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an editor takes a change back', async ({ page, person }) => {
    const ben = await addPerson('Ben')
    await sql("insert into grants (bucket_id, id, user_id, role) values ($1, $2, $3, 'editor')", [
      ben.bucketId,
      newId(),
      person.userId,
    ])
    await page.goto(`/buckets/${ben.bucketId}/new`)
    await page.getByRole('textbox', { name: 'Title' }).fill('Alien')
    await page.getByRole('radio', { name: 'DVD' }).check()
    await page.getByRole('textbox', { name: 'Length' }).fill('117')
    await page.getByRole('textbox', { name: 'Release year' }).fill('1979')
    await page.getByRole('radio', { name: '5 of 5' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.goto(`/buckets/${ben.bucketId}/activity`)
    await expect(entries(page)).toContainText(['You added “Alien”'])
    await entries(page).getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Undone for 1 movie.')).toBeVisible()
    await expect(entries(page).first()).toContainText('You deleted “Alien”')
  })
})
