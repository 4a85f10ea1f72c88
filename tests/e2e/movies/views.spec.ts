import { expect, listedTitles, openBucket, test } from '@/tests/support/browser/bucket'
import { addDialog, field, fillMovie, movieForm } from '@/tests/support/browser/form'
import { insertMovies } from '@/tests/support/builders/movies'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a bucket opens in the view that was used last', async ({ page, person }) => {
      await insertMovies(person)
      const bare = `/buckets/${person.bucketId}`
      await page.goto(bare)
      await expect(listedTitles(page)).toHaveCount(5)
      await page.getByRole('link', { name: 'Shelf' }).click()
      await expect(page).toHaveURL(/view=shelf/)
      await page.goto(bare)
      await expect(page.getByRole('list', { name: 'Movies' }).getByRole('link')).toHaveCount(5)
      // An address that names a view shows that one.
      await page.goto(`${bare}?q=alien&view=table`)
      await expect(listedTitles(page)).toHaveText(['Alien'])
      await page.goto(bare)
      await expect(listedTitles(page)).toHaveCount(5)
    })
  })
}

test('samples are first seen on the shelf', async ({ page, person }) => {
  await openBucket(page, person)
  await page.getByRole('button', { name: 'Load 40 samples' }).click()
  await expect(page.getByRole('list', { name: 'Movies' }).getByRole('link')).toHaveCount(40)
})

test('what nothing matches can be added under its title, here or on a phone', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person, '?q=heat')
  await page.getByRole('link', { name: 'Add “heat”' }).click()
  await expect(field(page, 'Title')).toHaveValue('heat')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await openBucket(page, person, '?q=heat')
  await page.getByRole('link', { name: 'Add “heat”' }).click()
  await expect(page).toHaveURL(/new\?line=%22heat%22$/)
  await expect(field(page, 'Title')).toHaveValue('heat')
})

test('a message lies beside the panel that adds, and can be used there', async ({ page, person }) => {
  await openBucket(page, person)
  await page.getByRole('main').getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, { title: 'Heat', length: '170', releaseYear: '1995', rating: 4 })
  await movieForm(page).getByRole('button', { name: 'Save and add another' }).click()
  const bar = page.getByRole('region', { name: 'What was done' })
  await expect(bar).toContainText('Added “Heat”')
  const [left, right] = await Promise.all([bar.boundingBox(), addDialog(page).boundingBox()])
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0)
  await bar.getByRole('button', { name: 'Undo' }).click()
  await expect(bar).toContainText('Undone: Added “Heat”')
  await expect(movieForm(page)).toBeVisible()
})
