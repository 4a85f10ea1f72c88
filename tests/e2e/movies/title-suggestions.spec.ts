import { expectAccessible } from '@/tests/support/browser/axe'
import { expect, openBucket, readMovie, test } from '@/tests/support/browser/bucket'
import { addDialog, field, movieForm } from '@/tests/support/browser/form'
import { test as withLookUp } from '@/tests/support/browser/look-up-deployment'
import { expectToFitSmallScreen } from '@/tests/support/browser/small-screen'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { sql } from '@/tests/support/database/sql'

// Words that no other test types: facts are for everybody.
const FACTS = [
  [9001, 'Quorvath', 'quorvath', 1974, 105],
  [9002, 'Quorvath Returns', 'quorvath returns', 1981, 96],
  [9003, 'The Quorvath Question', 'quorvath question\tthe', 1999, null],
]

test.beforeAll(async () => {
  for (const fact of FACTS) await sql('insert into film_facts values ($1, $2, $3, $4, $5) on conflict do nothing', fact)
})

test('a film is typed in part, chosen with the arrows, and saved with rating and format alone', async ({
  page,
  person,
}) => {
  await insertMovies(person, [film('Quorvath at Home', 'VHS', 61, 1990, 2)])
  await openBucket(page, person)
  await page.getByRole('link', { name: 'Add movie' }).click()
  const title = field(page, 'Title')
  await title.click()
  await title.pressSequentially('quor')
  const list = page.getByRole('listbox', { name: 'Films' })
  await expect(list.getByRole('option')).toHaveText([
    'Quorvath 1974 · 105 min',
    'Quorvath at Home 1990 · 61 min',
    'The Quorvath Question 1999',
    'Quorvath Returns 1981 · 96 min',
  ])
  await expectAccessible(page)

  // Esc closes the list first, then its dialog or panel.
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expect(addDialog(page)).toBeVisible()
  await expect(title).toHaveValue('quor')

  await page.keyboard.press('ArrowUp')
  await expect(title).toHaveAttribute('aria-activedescendant', /./)
  await page.keyboard.press('Enter')
  await expect(title).toHaveValue('Quorvath Returns')
  await expect(field(page, 'Release year')).toHaveValue('1981')
  await expect(field(page, 'Length')).toHaveValue('96')
  await movieForm(page).locator('label', { hasText: '4 of 5' }).click()
  await title.focus()
  await page.keyboard.press('Enter')
  expect(await readMovie(person, 'Quorvath Returns')).toMatchObject({ length: 96, releaseYear: 1981, rating: 4 })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('a tap takes a film, and what was typed stays', async ({ page, person }) => {
    await openBucket(page, person, '/new')
    await field(page, 'Length').fill('1:40')
    await field(page, 'Title').tap()
    await field(page, 'Title').pressSequentially('quorvath')
    const first = page.getByRole('option', { name: /^Quorvath 1974/ })
    await expect(first).toBeVisible()
    expect((await first.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await expectAccessible(page)
    await first.tap()
    await expect(page.getByRole('listbox')).toBeHidden()
    await expect(field(page, 'Title')).toHaveValue('Quorvath')
    await expect(field(page, 'Release year')).toHaveValue('1974')
    await expect(field(page, 'Length')).toHaveValue('1:40')
    await field(page, 'Title').pressSequentially(' question')
    await expect(page.getByRole('option')).toHaveCount(1)
    await expectToFitSmallScreen(page)
  })
})

withLookUp('where the operator allows it, a press looks the title up', async ({ page, person, deployment }) => {
  await openBucket(page, person, '/new')
  await field(page, 'Title').click()
  await field(page, 'Title').pressSequentially('vorquell')
  await page.getByRole('option', { name: 'Look it up at Wikidata' }).click()
  const found = page.getByRole('option')
  await expect(found).toHaveText(['Vorquell 1971 · 101 min', 'Vorquell II 1975'])
  await expect(page.getByText('Facts of Wikidata are free for all (CC0).').first()).toBeVisible()
  await expectAccessible(page)
  await found.first().click()
  await expect(field(page, 'Length')).toHaveValue('101')
  expect(deployment.wikidata.heard).toHaveLength(2)

  deployment.wikidata.fault = 'asking to wait'
  await field(page, 'Title').fill('another')
  await page.getByRole('option', { name: 'Look it up at Wikidata' }).click()
  await expect(page.getByText('Wikidata asks to wait. Try again in 17 seconds').first()).toBeVisible()
  await expect(field(page, 'Title')).toHaveValue('another')
  deployment.wikidata.fault = null
})
