import { expect, type Locator, type Page } from '@playwright/test'
import type { MovieValues } from '@/domain/movies/movie'

/** The values to type and click in a movie form; the other fields stay as they are. */
export type Typed = { [Field in keyof MovieValues]?: string | number }

/** The movie form, in its dialog or on its page. */
export function movieForm(page: Page): Locator {
  return page.getByRole('form', { name: 'Movie' })
}

export function addDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Add a movie' })
}

/** The field that takes a movie in one line. */
export function lineField(page: Page): Locator {
  return page.getByRole('form', { name: 'In one line' }).getByLabel('A movie in one line')
}

/** A text field of a movie form by its label. */
export function field(page: Page, label: 'Title' | 'Length' | 'Release year'): Locator {
  return movieForm(page).getByLabel(label, { exact: true })
}

/** Fills a movie form as a pointer and a keyboard would. */
export async function fillMovie(page: Page, { title, format, length, releaseYear, rating }: Typed): Promise<void> {
  if (title !== undefined) {
    await field(page, 'Title').fill(String(title))
    // Suggestions lie over the fields below until the title is left.
    await field(page, 'Title').blur()
  }
  // The drawn label covers the radio buttons: a person clicks the label.
  if (format !== undefined)
    await movieForm(page)
      .locator('label', { hasText: String(format) })
      .click()
  if (length !== undefined) await field(page, 'Length').fill(String(length))
  if (releaseYear !== undefined) await field(page, 'Release year').fill(String(releaseYear))
  if (rating !== undefined)
    await movieForm(page)
      .locator('label', { hasText: `${rating} of 5` })
      .click()
}

export async function save(page: Page): Promise<void> {
  await movieForm(page).getByRole('button', { name: 'Save', exact: true }).click()
}

export async function saveAndAddAnother(page: Page): Promise<void> {
  await movieForm(page).getByRole('button', { name: 'Save and add another' }).click()
  await expect(field(page, 'Title')).toHaveValue('')
}
