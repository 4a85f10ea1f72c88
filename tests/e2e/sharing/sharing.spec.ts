import type { Browser, Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import {
  expect,
  openBucket,
  readMovie,
  rowOf,
  test,
  untilHydrated,
  useBucketMenu,
} from '@/tests/support/browser/bucket'
import { signInAs } from '@/tests/support/browser/sign-in'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/** Another person in a browser of their own. */
async function another(browser: Browser, baseUrl: string | undefined, name: string) {
  const context = await browser.newContext({ baseURL: baseUrl })
  const person = await signInAs(context, { baseUrl: baseUrl ?? '', name })
  return { context, person, page: await context.newPage() }
}

test('two browsers: share by address, accept, edit, see who, revoke', async ({ browser, page, person, baseURL }) => {
  test.slow()
  const ben = await another(browser, baseURL, 'Ben')
  await insertMovies(person)
  await openBucket(page, person)
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()
  await page.getByRole('link', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sharing of My movies')
  await untilHydrated(page)

  // A name that does not fit is refused at its field, and kept.
  const invite = page.getByRole('textbox', { name: 'Invite by email or GitHub name' })
  await invite.fill('not an address')
  await save(page).click()
  await expect(invite).toHaveAccessibleDescription(/neither an email address nor a GitHub name/)
  await expect(invite).toHaveValue('not an address')

  // Two at once; whether they exist makes no difference.
  await invite.fill(ben.person.email)
  await page.getByRole('combobox', { name: 'Role', exact: true }).first().selectOption('editor')
  await page.getByRole('button', { name: 'Another person' }).click()
  const second = page.getByRole('textbox', { name: 'One more email or GitHub name' })
  await expect(second).toBeFocused()
  await second.fill('nobody@example.org')
  await save(page).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  for (const label of [ben.person.email, 'nobody@example.org']) {
    await expect(page.getByText(`${label} is invited.`)).toBeVisible()
    await expect(rowOfGrant(page, label)).toContainText('Invited, no answer yet')
  }
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()

  // Nothing before they accept.
  await ben.page.goto(`/buckets/${person.bucketId}`)
  await expect(ben.page.getByRole('heading', { level: 1 })).toHaveText(/not found|no such/i)
  await ben.page.goto('/shared')
  await expect(ben.page.getByText('Ana invites you to the bucket “My movies”.')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Accept: My movies' }).click()
  await expect(ben.page.getByText('Ana’s bucket, shared with you as editor.')).toBeVisible()
  await untilHydrated(ben.page)
  await expect(ben.page.getByRole('link', { name: 'Share', exact: true })).toHaveCount(0)

  // They edit, the owner sees who.
  await rowOf(ben.page, 'Alien').getByRole('button', { name: 'Delete Alien' }).click()
  await expect.poll(async () => (await readMovie(person, 'Alien')).deleted).toBe(true)
  await openBucket(page, person)
  await expect(page.getByText('Visible to Ben.')).toBeVisible()
  await useBucketMenu(page, 'Activity')
  await expect(page.getByRole('list', { name: 'Activity' }).getByRole('listitem')).toContainText([
    'Ben deleted “Alien”',
  ])

  // Revoked: gone on the next request.
  await page.goto(`/buckets/${person.bucketId}/sharing`)
  await untilHydrated(page)
  await page.getByRole('combobox', { name: 'Role of Ben' }).selectOption('No access')
  await save(page).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()
  await ben.page.reload()
  await expect(ben.page.getByRole('heading', { level: 1 })).toHaveText(/not found|no such/i)
  await ben.page.goto('/shared')
  await expect(ben.page.getByText('Nobody has shared a bucket with you yet')).toBeVisible()
  await ben.context.close()
})

test('a group has access at once, and loses it with the role', async ({ browser, page, person, baseURL }) => {
  const cleo = await another(browser, baseURL, 'Cleo')
  await insertMovies(person)
  await makeGroup('Film Club', person, [cleo.person])
  await openBucket(page, person, '/sharing')
  await page.getByRole('combobox', { name: 'Role of Film Club' }).selectOption('viewer')
  await save(page).click()
  await expect(page.getByText('Visible to Film Club (1 person).')).toBeVisible()

  await cleo.page.goto('/shared')
  await expect(cleo.page.getByRole('list', { name: 'Shared with me' })).toContainText(
    'you are viewer, through Film Club',
  )
  await cleo.page.getByRole('link', { name: 'My movies' }).last().click()
  await expect(cleo.page.getByText('Ana’s bucket, shared with you as viewer.')).toBeVisible()
  await expect(cleo.page.getByRole('link', { name: 'Activity', exact: true })).toHaveCount(0)

  await page.getByRole('combobox', { name: 'Role of Film Club' }).selectOption('No access')
  await save(page).click()
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()
  await cleo.page.reload()
  await expect(cleo.page.getByRole('heading', { level: 1 })).toHaveText(/not found|no such/i)
  await cleo.context.close()
})

test('of two tabs that change the sharing, the second is told and overwrites nothing', async ({
  page,
  person,
  context,
}) => {
  await grantTo(person, 'Ben', 'viewer')
  const other = await context.newPage()
  for (const tab of [page, other]) await openBucket(tab, person, '/sharing')
  await save(page).click()
  await expect(page.getByText('There was nothing to save.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Role of Ben' }).selectOption('editor')
  await save(page).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await other.getByRole('combobox', { name: 'Role of Ben' }).selectOption('No access')
  await save(other).click()
  await expect(other.getByText('was changed elsewhere after you opened this page')).toBeVisible()
  await other.getByRole('link', { name: 'Load the page again' }).click()
  await expect(other.getByRole('combobox', { name: 'Role of Ben' })).toHaveValue('editor')
})

test('who can see it, why, and what they see', async ({ page, person }) => {
  await insertMovies(person)
  const ben = await grantTo(person, 'Ben', 'viewer')
  const club = await makeGroup('Film Club', person, [ben])
  await sql("insert into grants (bucket_id, id, group_id, role) values ($1, $2, $3, 'editor')", [
    person.bucketId,
    newId(),
    club,
  ])
  await openBucket(page, person, '/sharing')
  const line = page.getByRole('listitem').filter({ hasText: 'Because:' })
  await expect(line.filter({ hasText: 'Ben' })).toContainText('Because: editor through Film Club; viewer by invitation')
  await expect(line.filter({ hasText: 'Everyone else' })).toContainText('does not exist')

  await page.getByRole('link', { name: 'View as Ben' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My movies, as Ben')
  await expect(page.getByText('Role: editor')).toBeVisible()
  await expect(page.locator('tr[data-movie-id]')).toHaveCount(5)
  await expect(page.locator('tr[data-movie-id] :is(a, button, input)')).toHaveCount(0)

  await page.getByRole('combobox', { name: 'View as' }).selectOption('Film Club')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My movies, as anyone in Film Club')
  await page.getByRole('combobox', { name: 'View as' }).selectOption('Everyone')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByText('No access')).toBeVisible()
  await expect(page.locator('tr[data-movie-id]')).toHaveCount(0)
})

test('a transfer: the bucket is theirs once they accept, and not before', async ({
  browser,
  page,
  person,
  baseURL,
}) => {
  const ben = await another(browser, baseURL, 'Ben')
  await openBucket(page, person, '/sharing')
  const section = page.getByRole('region', { name: 'Transfer ownership' })
  await section.getByRole('textbox').fill(ben.person.email)
  await section.getByRole('button', { name: 'Transfer ownership' }).click()
  await expect(section.getByText(`${ben.person.email} is invited.`)).toBeVisible()
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()

  await ben.page.goto('/shared')
  await ben.page.getByRole('button', { name: 'Accept: My movies' }).click()
  await expect(ben.page.getByText('Visible to Ana.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not do this')
  await page.goto(`/buckets/${person.bucketId}`)
  await expect(page.getByText('Ben’s bucket, shared with you as editor.')).toBeVisible()
  await ben.context.close()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('sharing is changed, and an error keeps what was typed', async ({ page, person }) => {
    await grantTo(person, 'Ben', 'viewer')
    await page.goto(`/buckets/${person.bucketId}/sharing`)
    await page.getByRole('combobox', { name: 'Role of Ben' }).selectOption('editor')
    await page.getByRole('textbox', { name: 'Invite by email or GitHub name' }).fill('not an address')
    await save(page).click()
    await expect(page.getByText(/neither an email address nor a GitHub name/).first()).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Role of Ben' })).toHaveValue('editor')
    await page.getByRole('textbox', { name: 'Invite by email or GitHub name' }).fill('@someone')
    await save(page).click()
    await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
    await page.goto(`/buckets/${person.bucketId}/sharing`)
    await expect(page.getByRole('combobox', { name: 'Role of Ben' })).toHaveValue('editor')
    await expect(rowOfGrant(page, '@someone')).toContainText('Invited, no answer yet')
  })
})

function save(page: Page) {
  return page.getByRole('button', { name: 'Save who can see it' })
}

function rowOfGrant(page: Page, name: string) {
  return page.getByRole('group', { name: 'People' }).getByRole('listitem').filter({ hasText: name })
}

async function makeGroup(name: string, owner: Person, members: Person[]): Promise<string> {
  const id = newId()
  await sql('insert into groups (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, name])
  for (const { userId } of [owner, ...members])
    await sql('insert into group_members (group_id, user_id, role) values ($1, $2, $3)', [
      id,
      userId,
      userId === owner.userId ? 'admin' : 'member',
    ])
  return id
}

async function grantTo(owner: Person, name: string, role: string): Promise<Person> {
  const person = await addPerson(name)
  await sql('insert into grants (bucket_id, id, user_id, role) values ($1, $2, $3, $4)', [
    owner.bucketId,
    newId(),
    person.userId,
    role,
  ])
  return person
}
