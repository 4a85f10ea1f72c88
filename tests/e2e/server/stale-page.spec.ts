import type { Page } from '@playwright/test'
import { clickStar, expect, openBucket, ratingOf, readMovie, rowOf, test } from '@/tests/support/browser/bucket'
import { field, fillMovie, save } from '@/tests/support/browser/form'
import { grant } from '@/tests/support/builders/grants'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const TYPED = { title: 'Brazil', format: 'VHS', length: '2h 12m', releaseYear: '1985', rating: 5 }

/** From now on until the next loading the page calls actions that the server does not have, as after a deployment. */
async function makeStale(page: Page): Promise<void> {
  let stale = true
  await page.route('**', async (route) => {
    const headers = route.request().headers()
    if (route.request().isNavigationRequest()) stale = false
    const id = headers['next-action']
    if (!stale || !id) return route.fallback()
    await route.continue({
      headers: { ...headers, 'next-action': id.slice(0, 2) + [...id.slice(2)].reverse().join('') },
    })
  })
}

test('edits of a page from before a deployment are carried over the reload', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  await makeStale(page)
  await clickStar(page, 'Alien', 2)
  await clickStar(page, 'Fargo', 1)
  await expect(page.getByText('moviebucket was updated while this page was open').first()).toBeVisible()
  await expect(page.getByText('sent again automatically')).toBeHidden()
  await expect(ratingOf(page, 'Alien')).toHaveValue('2')
  expect(await readMovie(person, 'Alien')).toMatchObject({ version: 1 })
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ rating: 2, version: 2 })
  await expect.poll(() => readMovie(person, 'Fargo')).toMatchObject({ rating: 1, version: 2 })
})

test('a movie typed into a page from before a deployment opens again after the reload', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  await makeStale(page)
  await page.getByRole('link', { name: 'Add movie' }).click()
  await fillMovie(page, TYPED)
  await save(page)
  await expect(page.getByText('“Brazil” was not added')).toBeVisible()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByText('“Brazil” was not added')).toBeVisible()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await expect(field(page, 'Length')).toHaveValue('2h 12m')
  await save(page)
  await expect(rowOf(page, 'Brazil')).toBeVisible()
  await expect.poll(() => readMovie(person, 'Brazil')).toMatchObject({ length: 132, format: 'VHS', rating: 5 })
  expect(await readMovies(person)).toHaveLength(6)
})

const FORMS: [name: string, path: (bucket: string) => string, label: string, button: string][] = [
  ['the name of a new bucket', () => '/buckets', 'Name', 'Create'],
  ['the people to invite', (bucket) => `${bucket}/sharing`, 'Invite by email or GitHub name', 'Save'],
  ['the name of a token', () => '/settings', 'Name', 'Make'],
  ['the name of a new group', () => '/groups', 'Name', 'Create'],
]

for (const [name, path, label] of FORMS) {
  test(`the page says that it is too old, and keeps ${name} over the reload`, async ({ page, person }) => {
    await openBucket(page, person)
    await page.goto(path(`/buckets/${person.bucketId}`))
    await page.waitForLoadState('networkidle')
    await makeStale(page)
    const input = page.getByLabel(label).last()
    await input.fill('ana@example.org')
    await input.press('Enter')
    await expect(page.getByRole('heading', { name: 'This page is out of date' })).toBeVisible()
    await expect(page.getByText('what you typed is kept')).toBeVisible()
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByText('What you typed is back.')).toBeVisible()
    await expect(page.getByLabel(label).last()).toHaveValue('ana@example.org')
    await page.reload()
    await expect(page.getByLabel(label).last()).not.toHaveValue('ana@example.org')
  })
}

test('what has no place after the reload is shown to be copied', async ({ page, person }) => {
  await page.goto(`/buckets/${person.bucketId}/sharing`)
  await page.waitForLoadState('networkidle')
  await makeStale(page)
  await page.getByLabel('Invite by email or GitHub name').fill('ana@example.org')
  await page.getByRole('button', { name: 'Another person' }).click()
  await page.getByLabel('One more email or GitHub name').fill('ben@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByLabel('Invite by email or GitHub name')).toHaveValue('ana@example.org')
  await expect(page.getByText('One more email or GitHub name: ben@example.org')).toBeVisible()
})

test('a form that lost its connection keeps what was typed, too', async ({ page, person }) => {
  await page.goto(`/buckets/${person.bucketId}/sharing`)
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await page.getByLabel('Invite by email or GitHub name').fill('ana@example.org')
  await page.keyboard.press('Enter')
  await expect(page.getByText('What you typed is kept.')).toBeVisible()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByLabel('Invite by email or GitHub name')).toHaveValue('ana@example.org')
})

const REFUSED = {
  viewer: 'You can look at “My movies” but not change it.',
  nothing: 'You may no longer change this bucket.',
}

for (const left of ['viewer', 'nothing'] as const) {
  test(`an editor who is left with ${left} keeps the text of an edit and of a new movie`, async ({ page, person }) => {
    const owner = await addPerson('Owner')
    await insertMovies(owner)
    await grant(owner.bucketId, { user: person }, 'editor')
    await openBucket(page, { ...person, bucketId: owner.bucketId })
    await page.getByRole('link', { name: 'Add movie' }).click()
    await fillMovie(page, TYPED)
    if (left === 'viewer') await sql("update grants set role = 'viewer' where bucket_id = $1", [owner.bucketId])
    else await sql('delete from grants where bucket_id = $1', [owner.bucketId])
    await save(page)
    await expect(page.getByText(`${REFUSED[left]} What you typed is kept.`)).toBeVisible()
    await clickStar(page, 'Alien', 2)
    await expect(page.getByText(REFUSED[left], { exact: true }).first()).toBeVisible()
    await expect(page.getByText('Alien — Rating: 2')).toBeVisible()
    expect(await readMovies(owner)).toHaveLength(5)
    await page.getByRole('button', { name: 'Open it again' }).click()
    await expect(field(page, 'Title')).toHaveValue('Brazil')
  })
}
