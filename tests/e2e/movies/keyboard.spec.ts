import type { Locator, Page } from '@playwright/test'
import { expect, listedTitles, openBucket, ratingOf, readMovie, rowOf, test } from '@/tests/support/browser/bucket'
import { addDialog, field, lineField, movieForm } from '@/tests/support/browser/form'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'

test('by keyboard alone: add, edit, rate, delete, undo, filter, sign out', async ({ page, person }) => {
  test.setTimeout(60_000)
  await openBucket(page, person)
  const { keyboard } = page
  // An empty bucket waits for the first line: one key beyond the data, as for each further movie.
  await expect(lineField(page)).toBeFocused()
  await keyboard.type('Alien vhs 1:57 1979 4')
  await keyboard.press('Enter')
  await expect(lineField(page)).toHaveValue('')
  await keyboard.press('Escape')
  await expect(addDialog(page)).toBeHidden()
  await expect(rowOf(page, 'Alien')).not.toHaveAttribute('aria-busy')
  const added = { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 4, version: 1 }
  await expect.poll(() => readMovies(person)).toMatchObject([added])
  await insertMovies(person)
  await page.reload()
  await openBucket(page, person)

  // Rows.
  await keyboard.press('j')
  await keyboard.press('j')
  await keyboard.press('j')
  await expect(linkOf(page, 'Blade Runner')).toBeFocused()
  await keyboard.press('e')
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused()
  await keyboard.press('End')
  await keyboard.type(' (1982)')
  await keyboard.press('Enter')
  await expect(linkOf(page, 'Blade Runner (1982)')).toBeFocused()
  await expect.poll(async () => (await readMovie(person, 'Blade Runner (1982)')).version).toBe(2)
  await keyboard.press('2')
  await expect(ratingOf(page, 'Blade Runner (1982)')).toHaveValue('2')
  await expect.poll(async () => (await readMovie(person, 'Blade Runner (1982)')).rating).toBe(2)
  await keyboard.press('j')
  await keyboard.press('k')
  await expect(linkOf(page, 'Blade Runner (1982)')).toBeFocused()

  // Delete goes on to the next row; undo brings back the same one.
  const { id } = await readMovie(person, 'Blade Runner (1982)')
  await keyboard.press('Delete')
  await expect(linkOf(page, 'Fargo')).toBeFocused()
  await expect(rowOf(page, 'Blade Runner (1982)')).toBeHidden()
  await expect.poll(async () => (await readMovie(person, 'Blade Runner (1982)')).deleted).toBe(true)
  await keyboard.press('Control+z')
  await expect(rowOf(page, 'Blade Runner (1982)')).toBeVisible()
  expect(await readMovie(person, 'Blade Runner (1982)')).toMatchObject({ id, deleted: false, rating: 2 })

  // Search, and the shelf.
  await keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await keyboard.type('format:dvd')
  await keyboard.press('Enter')
  await expect(listedTitles(page)).toHaveText(['Fargo', 'The Kid'])
  await tabTo(page, page.getByRole('link', { name: 'Remove the filter DVD' }))
  await keyboard.press('Enter')
  await expect(listedTitles(page)).toHaveCount(6)
  await keyboard.press('v')
  await expect(page).toHaveURL(/view=shelf$/)
  await keyboard.press('v')
  await expect(page).not.toHaveURL(/view=shelf/)

  await tabTo(page, page.getByRole('banner').locator('summary').filter({ hasText: 'Ana' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every film you own, on one shelf.')
})

test('movies are selected and changed together by keyboard', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  const { keyboard } = page
  await keyboard.press('j')
  await keyboard.press('x')
  await keyboard.press('j')
  await keyboard.press('j')
  await keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2)
  await tabTo(page, page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Edit', exact: true }))
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit the selected movies' })
  await expect(dialog.getByRole('checkbox', { name: 'Set format' })).toBeFocused()
  await keyboard.press('Space')
  await keyboard.press('Tab')
  await keyboard.type('St')
  await expect(dialog.getByText('2 of 2 will change.')).toBeVisible()
  await tabTo(page, dialog.getByRole('button', { name: 'Change' }))
  await keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, 'Alien')).toContainText('Streaming')
  await expect(rowOf(page, 'Fargo')).toContainText('Streaming')
  await keyboard.press('Control+z')
  await expect(rowOf(page, 'Alien')).toContainText('VHS')
  expect(await readMovie(person, 'Fargo')).toMatchObject({ format: 'DVD', version: 3 })
})

test('inside fields the keys are text', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  const { keyboard } = page
  await keyboard.press('/')
  await keyboard.type('nvjkex1?/')
  await expect(page.getByRole('searchbox')).toHaveValue('nvjkex1?/')
  await expect(page.getByRole('dialog')).toBeHidden()
  await keyboard.press('Control+a')
  await keyboard.press('Delete')
  await expect(listedTitles(page)).toHaveCount(5)

  await page.getByRole('searchbox').blur()
  await keyboard.press('n')
  await expect(lineField(page)).toBeFocused()
  await keyboard.type('nvjkex5?/')
  await expect(lineField(page)).toHaveValue('nvjkex5?/')
  await tabTo(page, addDialog(page).getByRole('button', { name: 'Add', exact: true }))
  await keyboard.press('5')
  await keyboard.press('v')
  await expect(addDialog(page)).toBeVisible()
  await keyboard.press('Escape')

  await keyboard.press('j')
  await keyboard.press('e')
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await expect(title).toBeFocused()
  await keyboard.press('Control+a')
  await keyboard.type('x2 n?')
  await keyboard.press('Escape')
  await expect(linkOf(page, 'Alien')).toBeFocused()
  expect((await readMovies(person)).every(({ version, deleted }) => version === 1 && !deleted)).toBe(true)
})

test('dialogs keep the focus, close on Esc and give it back', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  const { keyboard } = page
  await keyboard.press('j')
  await keyboard.press('j')
  await keyboard.press('n')
  await expect(lineField(page)).toBeFocused()
  await tabTo(page, movieForm(page).getByRole('button', { name: 'Cancel' }))
  await keyboard.press('Escape')
  await expect(addDialog(page)).toBeHidden()
  await expect(linkOf(page, 'Blade Runner')).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: 'Shelf' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page).toHaveURL(/view=shelf/)
  const spine = page.getByRole('link', { name: /^Blade Runner,/ })
  await tabTo(page, spine)
  await keyboard.press('e')
  const edit = page.getByRole('dialog', { name: 'Edit movie' })
  await expect(field(page, 'Title')).toBeFocused()
  const visited = new Set<string>()
  for (let press = 0; press < 24; press++) {
    await keyboard.press('Tab')
    visited.add(await page.evaluate(placeOfFocus))
  }
  expect([...visited]).not.toContain('behind the dialog')
  expect([...visited]).toEqual(expect.arrayContaining(['Save', 'Cancel', 'Delete']))
  await keyboard.press('Escape')
  await expect(edit).toBeHidden()
  await expect(spine).toBeFocused()
  await keyboard.press('v')
  await expect(page).not.toHaveURL(/view=shelf/)
  await linkOf(page, 'Blade Runner').focus()

  await keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keys' })
  await expect(help).toContainText('Add a movie')
  await keyboard.press('n')
  await expect(movieForm(page)).toBeHidden()
  await keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(linkOf(page, 'Blade Runner')).toBeFocused()

  await tabTo(page, rowOf(page, 'Blade Runner').getByRole('button', { name: 'Edit' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused()
  await keyboard.press('Escape')
  await expect(linkOf(page, 'Blade Runner')).toBeFocused()
})

test('single keys can be switched off; Ctrl+Z stays', async ({ page, person, context, baseURL }) => {
  await insertMovies(person)
  await context.addCookies([{ name: 'moviebucket.preferences', value: 'system.regular.off', url: baseURL }])
  await openBucket(page, person)
  const { keyboard } = page
  await linkOf(page, 'Alien').focus()
  for (const key of ['n', 'v', '?', '1', 'x', 'e', 'Delete', '/', 'j']) await keyboard.press(key)
  await expect(linkOf(page, 'Alien')).toBeFocused()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page).not.toHaveURL(/view=/)
  await expect(page.getByText('1 selected')).toBeHidden()

  await tabTo(page, rowOf(page, 'Alien').getByRole('button', { name: 'Delete' }))
  await keyboard.press('Enter')
  await expect(rowOf(page, 'Alien')).toBeHidden()
  await expect.poll(async () => (await readMovie(person, 'Alien')).deleted).toBe(true)
  await keyboard.press('Control+z')
  await expect(rowOf(page, 'Alien')).toBeVisible()
  expect(await readMovie(person, 'Alien')).toMatchObject({ deleted: false, rating: 5, version: 1 })
})

function linkOf(page: Page, title: string): Locator {
  return rowOf(page, title).getByRole('link')
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target).toBeFocused()
}

/** Runs in the page: the focused button's text, or where else the focus is. */
function placeOfFocus(): string {
  const element = document.activeElement
  if (!element || element === document.body) return 'nowhere'
  return element.closest('dialog') ? element.textContent || element.tagName : 'behind the dialog'
}
