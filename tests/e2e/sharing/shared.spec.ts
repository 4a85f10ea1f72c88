import { v7 as newId } from 'uuid'
import { expect, listedTitles, test, untilHydrated } from '@/tests/support/browser/bucket'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

let ben: Person

test.beforeEach(async ({ person }) => {
  ben = await addPerson('Ben')
  await insertMovies(ben, [film('Alien', 'VHS'), film('Fargo', 'DVD')])
  await insertMovies(person, [film('Alien', 'Streaming'), film('Jaws', 'DVD')])
  await sql("update buckets set name = 'Cellar' where id = $1", [ben.bucketId])
  await share(ben, person, 'viewer')
})

test('a movie of another owner says all of its values, and leads back to its list', async ({ page }) => {
  await page.goto(`/buckets/${ben.bucketId}`)
  await page.getByRole('link', { name: 'Alien' }).click()
  const main = page.getByRole('main')
  await expect(main.getByRole('definition')).toHaveText(['Alien', 'VHS', '100 min', '1990', '3 of 5'])
  await main.getByRole('link', { name: 'Cellar' }).click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Fargo'])
})

test('a shared bucket is listed, copied to a new and to an existing bucket, and left', async ({ page, person }) => {
  await page.goto('/shared')
  await untilHydrated(page)
  const list = page.getByRole('list', { name: 'Shared with me' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('Ben · you are viewer, given to you')
  await expect(list).toContainText('2 movies · changed')

  await list.getByText('Copy to mine…').click()
  await list.getByRole('button', { name: 'Copy 2' }).click()
  await expect(page.getByText('Copied 2 movies to Cellar (from Ben).')).toBeVisible()
  await page.getByRole('link', { name: 'Cellar (from Ben)' }).first().click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Fargo'])
  await expect(page.getByText('Visible to nobody but you.')).toBeVisible()

  await page.goto('/shared')
  await untilHydrated(page)
  await list.getByText('Copy to mine…').click()
  await list.getByRole('combobox', { name: 'Into' }).selectOption('My movies')
  await list.getByRole('button', { name: 'Copy 2' }).click()
  await expect(page.getByText('Copied 2 movies to My movies.')).toBeVisible()
  await page.goto(`/buckets/${person.bucketId}`)
  await expect(listedTitles(page)).toHaveText(['Alien', 'Alien', 'Fargo', 'Jaws'])

  await page.goto('/shared')
  await list.getByText('Leave…').click()
  await list.getByRole('button', { name: 'Leave Cellar' }).click()
  await expect(page.getByText('You left it.')).toBeVisible()
  await expect(page.getByText('Nobody has shared a bucket with you yet')).toBeVisible()
  await page.goto(`/buckets/${ben.bucketId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/not found|no such/i)
})

test('a bucket seen through a group says to leave the group', async ({ page, person }) => {
  await sql('delete from grants where bucket_id = $1', [ben.bucketId])
  const group = newId()
  await sql("insert into groups (id, owner_id, name) values ($1, $2, 'Film Club')", [group, ben.userId])
  for (const { userId } of [ben, person])
    await sql('insert into group_members (group_id, user_id) values ($1, $2)', [group, userId])
  await sql("insert into grants (bucket_id, id, group_id, role) values ($1, $2, $3, 'editor')", [
    ben.bucketId,
    newId(),
    group,
  ])
  await page.goto('/shared')
  const list = page.getByRole('list', { name: 'Shared with me' })
  await expect(list).toContainText('Ben · you are editor, through Film Club')
  await list.getByText('Leave…').click()
  await expect(list.getByRole('button', { name: /^Leave/ })).toHaveCount(0)
  await expect(list.getByRole('link', { name: 'Film Club' })).toHaveAttribute('href', `/groups/${group}#leave`)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one search over everything: who has it, in which format', async ({ page }) => {
    await page.goto('/shared')
    await page.getByRole('searchbox').fill('alien')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL('/shared?q=alien')
    const found = page.getByRole('list', { name: 'Found' }).getByRole('listitem')
    await expect(found).toHaveCount(2)
    await expect(found.filter({ hasText: 'VHS' })).toContainText('Ben, in Cellar')
    await expect(found.filter({ hasText: 'Streaming' })).toContainText('You, in My movies')
    await page.goto('/shared?q=nothing+like+it')
    await expect(page.getByRole('heading', { name: 'Nobody has it' })).toBeVisible()
  })

  test('a bucket is copied and left', async ({ page }) => {
    await page.goto('/shared')
    await page.getByText('Copy to mine…').click()
    await page.getByRole('button', { name: 'Copy 2' }).click()
    await expect(page.getByText('Copied 2 movies to Cellar (from Ben).')).toBeVisible()
    await page.getByText('Leave…').click()
    await page.getByRole('button', { name: 'Leave Cellar' }).click()
    await expect(page.getByText('You left it.')).toBeVisible()
  })
})

test('deleting an account says who loses what, and leads to the transfer', async ({ page, person }) => {
  await share(person, ben, 'editor')
  const group = newId()
  await sql("insert into groups (id, owner_id, name) values ($1, $2, 'Film Club')", [group, person.userId])
  for (const { userId } of [ben, person])
    await sql('insert into group_members (group_id, user_id) values ($1, $2)', [group, userId])
  await page.goto('/settings/delete-account')
  const losses = page.getByRole('region', { name: 'What others lose' })
  await expect(losses).toContainText('The bucket My movies is deleted. 1 person loses access: Ben.')
  await expect(losses).toContainText(
    'You are the last admin of the group Film Club, so it is dissolved. 1 person loses',
  )
  await expect(losses.getByRole('link', { name: 'Transfer My movies first' })).toHaveAttribute(
    'href',
    `/buckets/${person.bucketId}/sharing#transfer`,
  )
})

async function share(owner: Person, person: Person, role: 'viewer' | 'editor'): Promise<void> {
  await sql('insert into grants (bucket_id, id, user_id, role) values ($1, $2, $3, $4)', [
    owner.bucketId,
    newId(),
    person.userId,
    role,
  ])
}
