import { expect, listedTitles, openBucket, readMovie, rowOf, test } from '@/tests/support/browser/bucket'
import { field, fillMovie, save, saveAndAddAnother } from '@/tests/support/browser/form'
import { insertMovies } from '@/tests/support/builders/movies'
import { tooHigh } from '@/tests/support/builders/out-of-limits'

test.use({
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  contextOptions: { reducedMotion: 'no-preference' },
})

test('the journey on a phone: bottom bar, add, open, edit, delete, undo', async ({ page, person }) => {
  test.setTimeout(60_000)
  await openBucket(page, person)
  const bar = page.getByRole('navigation', { name: 'Main' })
  await bar.getByRole('link', { name: 'Add' }).tap()
  await expect(page).toHaveURL(/\/new$/)
  await fillMovie(page, { title: 'Alien', format: 'VHS', length: '1:57', releaseYear: '1979', rating: 5 })
  await saveAndAddAnother(page)
  await expect(page.getByText('1 movie added')).toBeVisible()
  await fillMovie(page, { title: 'Fargo', length: '98', releaseYear: '1996', rating: 4 })
  await save(page)
  await expect(listedTitles(page)).toHaveText(['Alien', 'Fargo'])
  expect(await readMovie(person, 'Fargo')).toMatchObject({ format: 'VHS', length: 98 })

  await rowOf(page, 'Alien').getByRole('link').tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Alien' })).toBeVisible()
  await fillMovie(page, { title: 'Aliens', rating: 3 })
  await save(page)
  await expect(rowOf(page, 'Aliens')).toBeVisible()
  await expect.poll(async () => (await readMovie(person, 'Aliens')).rating).toBe(3)

  await rowOf(page, 'Aliens').getByRole('link').tap()
  await page.getByRole('button', { name: 'Delete this movie' }).tap()
  await expect(listedTitles(page)).toHaveText(['Fargo'])
  await expect(page.getByText('Deleted “Aliens”').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect(rowOf(page, 'Aliens')).toBeVisible()

  await bar.getByRole('link', { name: 'Trash' }).tap()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await bar.getByRole('link', { name: 'Movies' }).tap()
  await expect(listedTitles(page)).toHaveText(['Aliens', 'Fargo'])
})

test('a refused movie stays on the page of the form', async ({ page, person }) => {
  await openBucket(page, person, '/new')
  await fillMovie(page, { title: 'Alien', length: tooHigh('length').typed, releaseYear: '1979', rating: 5 })
  await save(page)
  await expect(field(page, 'Length')).toBeFocused()
  await expect(field(page, 'Length')).toHaveValue(tooHigh('length').typed)
  await expect(page).toHaveURL(/\/new$/)
})

test('the way back from a movie leads to the filtered list and to its row', async ({ page, person }) => {
  const movies = Array.from({ length: 60 }, (_, n) => ({
    ...{ title: `Film ${10 + n}`, format: n % 2 ? ('VHS' as const) : ('DVD' as const) },
    ...{ length: 90, releaseYear: 1990, rating: 3 },
  }))
  await insertMovies(person, movies)
  await openBucket(page, person, '?q=film&format=VHS&sort=-title')
  for (const leave of ['Save', 'Cancel']) {
    const link = rowOf(page, 'Film 21').getByRole('link')
    await link.tap()
    await expect(page.getByRole('heading', { level: 1, name: 'Film 21' })).toBeVisible()
    await page.getByRole(leave === 'Save' ? 'button' : 'link', { name: leave, exact: true }).tap()
    await expect(page).toHaveURL(/\?q=film&format=VHS&sort=-title$/)
    await expect(link).toBeFocused()
    await expect(link).toBeInViewport()
  }
})

test('filters open as a sheet at the bottom', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  await page.getByText('More filters').tap()
  await page.getByLabel('Rating from').fill('4')
  const apply = page.getByRole('button', { name: 'Apply' })
  await expect(apply).toBeInViewport({ ratio: 1 })
  await apply.tap()
  await expect(apply).toBeHidden()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo'])
})
