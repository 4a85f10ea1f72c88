import { containing, expect, openBucket, rowOf, test } from '@/tests/support/browser/bucket'
import {
  addDialog,
  field,
  fillMovie,
  lineField,
  movieForm,
  save,
  saveAndAddAnother,
} from '@/tests/support/browser/form'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'

const FIFTY = 'Fifty characters is as long as a title may be, so.'
const good = { title: 'Alien', length: 117, releaseYear: 1979, rating: 5 }

test.beforeEach(async ({ page, person }) => {
  await insertMovies(person, [film('The Thing', 'VHS', 109, 1982, 4)])
  await openBucket(page, person)
  await page.getByRole('link', { name: 'Add movie' }).click()
  await expect(lineField(page)).toBeFocused()
})

test('a value one beyond a limit is refused at its field, by name, limit and value', async ({ page, person }) => {
  const cases = [
    ['Title', 'title', '', 'Title is missing: give 1 to 50 characters'],
    ['Title', 'title', ` ${FIFTY}x `, `Title: "${FIFTY}x" has 51 characters, above the limit of 50`],
    ['Length', 'length', tooHigh('length').typed, tooHigh('length').message],
    ['Length', 'length', '-1', 'Length: -1 is below the limit of 0 minutes'],
    ['Length', 'length', '1.5', 'Length: "1.5" is not a whole number of minutes'],
    ['Length', 'length', '', 'Length is missing: give a whole number from 0 to 500 minutes'],
    ['Release year', 'releaseYear', tooHigh('releaseYear').typed, tooHigh('releaseYear').message],
    ['Release year', 'releaseYear', tooLow('releaseYear').typed, tooLow('releaseYear').message],
  ] as const
  for (const [label, name, text, message] of cases) {
    await fillMovie(page, { ...good, [name]: text })
    await save(page)
    await expect(field(page, label)).toBeFocused()
    await expect(field(page, label)).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page, label)).toHaveAccessibleDescription(containing(message))
    await expect(field(page, label)).toHaveValue(text)
  }
  await expect(addDialog(page)).toBeVisible()
  expect(await readMovies(person)).toHaveLength(1)
})

test('messages and the row editor move nothing above and beside them', async ({ page }) => {
  const place = () => movieForm(page).getByRole('button', { name: 'Save', exact: true }).boundingBox()
  const before = await place()
  await save(page)
  await expect(page.getByText('Length is missing')).toBeVisible()
  expect(await place()).toEqual(before)
  await page.keyboard.press('Escape')

  const columns = () =>
    page.locator('thead th').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().left))
  const height = () => page.locator('tbody tr').evaluate((row) => row.getBoundingClientRect().height)
  const places = [await columns(), await height()]
  await rowOf(page, 'The Thing').getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused()
  expect([await columns(), await height()]).toEqual(places)
})

test('each of several bad fields says what is wrong, and the first gets the focus', async ({ page, person }) => {
  await fillMovie(page, { title: 'Alien', length: '9:99', releaseYear: '79' })
  await save(page)
  await expect(field(page, 'Length')).toBeFocused()
  await expect(field(page, 'Length')).toHaveAccessibleDescription(/Length: "9:99" is not a whole number of minutes/)
  await expect(field(page, 'Release year')).toHaveAccessibleDescription(/Release year: 79 is below the limit of 1800/)
  const rating = movieForm(page).getByRole('group', { name: 'Rating' })
  await expect(rating).toHaveAccessibleDescription('Rating is missing: give a whole number from 1 to 5')
  await expect(rating.getByRole('radio').first()).toHaveAttribute('aria-invalid', 'true')

  await fillMovie(page, { length: '1:57', releaseYear: '1979' })
  await save(page)
  await expect(rating.getByRole('radio').first()).toBeFocused()
  await expect(field(page, 'Length')).toHaveValue('1:57')
  await expect(field(page, 'Length')).not.toHaveAttribute('aria-invalid')
  expect(await readMovies(person)).toHaveLength(1)
})

test('at the limits everything is taken, and lengths as people write them', async ({ page, person }) => {
  const typed = [
    { title: 'M', format: 'VHS', length: '0', releaseYear: '1800', rating: 1 },
    { title: `  ${FIFTY} `, format: 'Streaming', length: '500', releaseYear: '2100', rating: 5 },
    { title: '千と千尋の神隠し', format: 'DVD', length: '2:05', releaseYear: '2001', rating: 5 },
    { title: 'Brazil', format: 'VHS', length: '2h 12m', releaseYear: '1985', rating: 4 },
  ]
  for (const movie of typed) {
    await fillMovie(page, movie)
    await saveAndAddAnother(page)
  }
  await page.keyboard.press('Escape')
  await expect(page.getByText('5 movies', { exact: true })).toBeVisible()
  const stored = (await readMovies(person)).map(({ title, format, length, releaseYear, rating }) =>
    [title, format, length, releaseYear, rating].join(' · '),
  )
  expect(stored).toEqual([
    'Brazil · VHS · 132 · 1985 · 4',
    `${FIFTY} · Streaming · 500 · 2100 · 5`,
    'M · VHS · 0 · 1800 · 1',
    'The Thing · VHS · 109 · 1982 · 4',
    '千と千尋の神隠し · DVD · 125 · 2001 · 5',
  ])
})

test('“Save and add another” keeps the format, empties the rest and goes back to the title', async ({
  page,
  person,
}) => {
  await fillMovie(page, { ...good, format: 'VHS' })
  await saveAndAddAnother(page)
  await expect(field(page, 'Title')).toBeFocused()
  await expect(field(page, 'Title')).toHaveValue('')
  await expect(field(page, 'Length')).toHaveValue('')
  await expect(movieForm(page).getByRole('radio', { name: 'VHS' })).toBeChecked()
  await expect(movieForm(page).getByRole('radio', { checked: true })).toHaveCount(1)
  await expect(rowOf(page, 'Alien')).toBeVisible()

  await fillMovie(page, { title: 'Brazil', length: 132, releaseYear: 1985, rating: 4 })
  await save(page)
  await expect(addDialog(page)).toBeHidden()
  await expect(rowOf(page, 'Brazil')).toBeVisible()
  await expect
    .poll(async () => (await readMovies(person)).map(({ title }) => title))
    .toEqual(['Alien', 'Brazil', 'The Thing'])

  // The next time it begins with the format used last.
  await page.getByRole('link', { name: 'Add movie' }).click()
  await expect(movieForm(page).getByRole('radio', { name: 'VHS' })).toBeChecked()
})

test('the count of characters follows the typing, and an emoji is one', async ({ page }) => {
  const title = field(page, 'Title')
  await expect(title).toHaveAccessibleDescription('0/50')
  await title.pressSequentially('Up')
  await expect(title).toHaveAccessibleDescription('2/50')
  await title.fill(`🎬${'é'.normalize('NFD')}`)
  await expect(title).toHaveAccessibleDescription('2/50')
  await title.fill(`${FIFTY}!`)
  await expect(title).toHaveAccessibleDescription('51/50')
})

test('ten movies in one line each take one key beyond what is typed, and the list shows them beside the panel', async ({
  page,
  person,
}) => {
  const films = [
    ['Alien', 'dvd', 117, 1979, 5],
    ['Apollo 13', '', 140, 1995, 4],
    ['Blade Runner 2049', 'streaming', 164, 2017, 4],
    ['1917', '', 119, 2019, 4],
    ['Toy Story 3', '', 103, 2010, 5],
    ['M', 'vhs', 117, 1931, 5],
    ['12 Monkeys', '', 129, 1995, 4],
    ['Ran', '', 162, 1985, 5],
    ['8½', 'dvd', 138, 1963, 4],
    ['千と千尋の神隠し', '', 125, 2001, 5],
  ] as const
  const { keyboard } = page
  for (const words of films) {
    await keyboard.insertText(words.filter((word) => word !== '').join(' '))
    await keyboard.press('Enter')
  }
  await expect(page.getByRole('region', { name: 'Added' }).getByText('10 movies added')).toBeVisible()
  await expect(lineField(page)).toBeFocused()
  let format = 'DVD'
  const expected = films.map(([title, named, length, year, rating]) => {
    format = { vhs: 'VHS', dvd: 'DVD', streaming: 'Streaming', '': format }[named]
    return [title, format, length, year, rating].join(' · ')
  })
  const stored = async () =>
    (await readMovies(person))
      .filter(({ title }) => title !== 'The Thing')
      .map((movie) => [movie.title, movie.format, movie.length, movie.releaseYear, movie.rating].join(' · '))
      .sort()
  await expect.poll(stored).toEqual(expected.sort())

  // The list is there to be used meanwhile.
  await rowOf(page, 'Ran').getByRole('button', { name: 'Delete' }).click()
  await expect(rowOf(page, 'Ran')).toBeHidden()
  await page.getByRole('button', { name: 'Undo: Added “Apollo 13”' }).click()
  await expect(rowOf(page, 'Apollo 13')).toBeHidden()
  await expect(addDialog(page)).toBeVisible()
})

test('a duplicate is noted and can still be added', async ({ page, person }) => {
  const note = movieForm(page).getByText('Already in this bucket')
  await fillMovie(page, { ...good, title: 'THE  THING', releaseYear: '1983' })
  await field(page, 'Length').focus()
  await expect(note).toBeVisible()
  await expect(note.getByRole('link')).toHaveText('The Thing (VHS, 1982)')
  // Two years apart is another film.
  await field(page, 'Release year').fill('1984')
  await field(page, 'Length').focus()
  await expect(note).toBeHidden()
  await field(page, 'Release year').fill('1982')
  await save(page)
  await expect(rowOf(page, 'THE THING')).toBeVisible()
  await expect.poll(async () => (await readMovies(person)).length).toBe(2)
})
