import type { Locator, Page } from '@playwright/test'
import { expect, listedTitles, openBucket, rowOf, test, untilHydrated } from '@/tests/support/browser/bucket'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { IS_TOO_LONG, TOO_LONG } from '@/tests/support/builders/out-of-limits'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

test('many buckets come in pages, and Settings says how many there may be', async ({ page, person }) => {
  await sql(
    `insert into buckets (id, owner_id, name)
     select ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'Bucket ' || n from generate_series(1, 60) n`,
    [person.userId],
  )
  await page.goto('/buckets')
  const lines = page.getByRole('list', { name: 'My buckets' }).getByRole('listitem')
  await expect(lines).toHaveCount(50)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(lines).toHaveCount(11)
  await expect(lines.filter({ hasText: 'Bucket 60' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Next page' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Previous page' }).click()
  await expect(lines).toHaveCount(50)
  await page.goto('/settings')
  await expect(page.getByRole('listitem').filter({ hasText: /^Buckets, with those in the trash/ })).toContainText(
    '61 buckets of 200 buckets',
  )
})

test('make, rename, switch, move and undo, copy and undo, delete, restore', async ({ page, person }) => {
  test.slow()
  await insertMovies(person)
  await page.goto('/buckets')
  await untilHydrated(page)
  await expect(line(page, 'My movies')).toContainText('5 movies · Nobody but you')

  // Make; a name that does not fit is refused, and kept.
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill(TOO_LONG)
  await page.getByRole('button', { name: 'Make bucket' }).click()
  await expect(name).toHaveAccessibleDescription(new RegExp(IS_TOO_LONG))
  await expect(name).toHaveValue(TOO_LONG)
  await name.fill('  Horor ')
  await page.getByRole('button', { name: 'Make bucket' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Horor')
  const horror = page.url().split('/').at(-1) ?? ''

  // Rename.
  await switchTo(page, 'All my buckets')
  await line(page, 'Horor').locator('summary').click()
  await line(page, 'Horor').getByRole('textbox', { name: 'New name' }).fill('Horror')
  await line(page, 'Horor').getByRole('button', { name: 'Rename' }).click()
  await expect(line(page, 'Horror')).toContainText('0 movies')
  await expect(line(page, 'Horror').getByRole('textbox', { name: 'New name' })).toBeHidden()

  // Switch; the current one is marked.
  await switchTo(page, 'My movies')
  await expect(listedTitles(page)).toHaveCount(5)
  await expect(switcherButton(page)).toHaveText('Buckets, now in My movies')
  await switcherButton(page).click()
  await expect(switcher(page).getByRole('link', { name: 'My movies' })).toHaveAttribute('aria-current', 'page')
  await expect(switcher(page).getByRole('link', { name: 'Horror' })).not.toHaveAttribute('aria-current')
  await switcherButton(page).click()

  // Move two, and have them back as they were.
  const before = await wholeRows(person)
  await select(page, 'Alien', 'Fargo')
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move or copy 2 movies' })
  await dialog.getByRole('combobox', { name: 'To' }).selectOption('Horror')
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect(dialog).toBeHidden()
  await expect(undoBar(page)).toContainText('Moved 2 movies to “Horror”')
  await expect(listedTitles(page)).toHaveText(['Blade Runner', 'The Kid', 'Parasite'])
  await expect(page.getByText('3 movies', { exact: true })).toBeVisible()
  expect((await readMovies({ ...person, bucketId: horror })).map(({ title }) => title)).toEqual(['Alien', 'Fargo'])
  await undoBar(page).getByRole('button', { name: 'Undo' }).click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo', 'The Kid', 'Parasite'])
  expect(await wholeRows(person)).toEqual(before)

  // Copy all that match; the undo takes the copies away over there.
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click()
  await expect(undoBar(page)).toContainText('Copied 5 movies to “Horror”')
  await expect(listedTitles(page)).toHaveCount(5)
  expect(await readMovies({ ...person, bucketId: horror })).toHaveLength(5)
  await page.keyboard.press('Control+z')
  const copies = async () => (await readMovies({ ...person, bucketId: horror })).filter(({ deleted }) => !deleted)
  await expect.poll(copies).toEqual([])

  // Delete: it goes with its movies, and comes back by one undo.
  await switchTo(page, 'All my buckets')
  await line(page, 'My movies').getByRole('button', { name: 'Delete' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: '“My movies” is in the trash, under Deleted buckets below' }),
  ).toBeVisible()
  await expect(line(page, 'My movies')).toBeHidden()
  const gone = await page.goto(`/buckets/${person.bucketId}`)
  expect(gone?.status()).toBe(404)
  await page.goBack()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(line(page, 'My movies')).toContainText('5 movies')

  // And from the trash; for good after being asked.
  await line(page, 'Horror').getByRole('button', { name: 'Delete' }).click()
  const trash = page.getByRole('region', { name: 'Deleted buckets' })
  await expect(trash.getByRole('listitem')).toContainText('30 days left')
  await trash.getByRole('button', { name: 'Restore Horror' }).click()
  await expect(line(page, 'Horror')).toBeVisible()
  await expect(trash).toBeHidden()
  await line(page, 'Horror').getByRole('button', { name: 'Delete' }).click()
  await trash.getByRole('button', { name: 'Delete Horror for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
  await trash.getByRole('button', { name: 'Delete Horror for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('The bucket is deleted for good.')).toBeVisible()
  await expect(trash).toBeHidden()
})

test('a refused move puts the movies back and says why', async ({ page, person }) => {
  await insertMovies(person)
  await makeBucket(page, 'Horror')
  await openBucket(page, person)
  await select(page, 'Alien')
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox')).toHaveText('Horror')
  await sql("update buckets set deleted_at = now() where owner_id = $1 and name = 'Horror'", [person.userId])
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect(page.getByText('This bucket does not exist, or you may not see it.').first()).toBeVisible()
  await expect(rowOf(page, 'Alien')).toBeVisible()
})

test('with one bucket there is nowhere to move to, and the way to another', async ({ page, person }) => {
  await insertMovies(person)
  await openBucket(page, person)
  await select(page, 'Alien')
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  await expect(page.getByText('There is no other bucket to put them in')).toBeVisible()
  await page.getByRole('link', { name: 'Make a bucket' }).click()
  await expect(page.getByRole('heading', { name: 'New bucket' })).toBeInViewport()
})

test('without any bucket the way in is making one', async ({ page, person }) => {
  await page.goto('/buckets')
  await line(page, 'My movies').getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(`/buckets?deleted=${person.bucketId}`)
  await page.goto('/')
  await expect(page).toHaveURL('/buckets')
  await expect(page.getByRole('heading', { name: 'Make a bucket' })).toBeVisible()
})

test('a shared bucket stands in the switcher, and is no target for a viewer', async ({ page, person }) => {
  const other = await addPerson('Ben')
  await sql("update buckets set name = 'Ben’s films' where id = $1", [other.bucketId])
  await sql("insert into grants (bucket_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'viewer')", [
    other.bucketId,
    person.userId,
  ])
  await insertMovies(person)
  await openBucket(page, person)
  await switcherButton(page).click()
  await expect(switcher(page).getByRole('link', { name: 'Ben’s films' })).toHaveText('Ben’s films· Ben')
  await switcherButton(page).click()
  await select(page, 'Alien')
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  await expect(page.getByText('There is no other bucket to put them in')).toBeVisible()
  await sql("update grants set role = 'editor' where user_id = $1", [person.userId])
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Move or copy…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click()
  await expect(undoBar(page)).toContainText('Moved 1 movie to “Ben’s films”')
  expect((await readMovies(other)).map(({ title }) => title)).toEqual(['Alien'])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('buckets are made, renamed, deleted and restored', async ({ page, person }) => {
    await page.goto(`/buckets/${person.bucketId}`)
    await switcherButton(page).click()
    await page.getByRole('link', { name: 'New bucket…' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Horor')
    await page.getByRole('button', { name: 'Make bucket' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Horor')
    await page.goto('/buckets')
    await line(page, 'Horor').locator('summary').click()
    await line(page, 'Horor').getByRole('textbox', { name: 'New name' }).fill('Horror')
    await line(page, 'Horor').getByRole('button', { name: 'Rename' }).click()
    await line(page, 'Horror').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(line(page, 'Horror')).toBeVisible()
  })
})

function line(page: Page, name: string): Locator {
  const list = page.getByRole('list', { name: 'My buckets' })
  return list.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
}

function switcher(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Buckets' })
}

function switcherButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Buckets/ })
}

async function switchTo(page: Page, name: string): Promise<void> {
  await switcherButton(page).click()
  await switcher(page).getByRole('link', { name, exact: true }).click()
  await untilHydrated(page)
}

async function makeBucket(page: Page, name: string): Promise<void> {
  await page.goto('/buckets')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('button', { name: 'Make bucket' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}

async function select(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) await page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).check()
}

function undoBar(page: Page): Locator {
  return page.locator('div').filter({ has: page.locator('> button', { hasText: /^Undo$/ }) })
}

async function wholeRows({ bucketId }: Person): Promise<unknown> {
  const text = 'select * from movies where bucket_id = $1 order by id'
  return sql(text, [bucketId])
}
