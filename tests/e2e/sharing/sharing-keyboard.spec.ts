import type { Locator, Page } from '@playwright/test'
import { v7 as newId } from 'uuid'
import { expect, openBucket, test, untilHydrated } from '@/tests/support/browser/bucket'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

test('by keyboard alone: invite, take back, found and dissolve a group, accept, leave', async ({ page, person }) => {
  test.slow()
  await insertMovies(person)
  await openBucket(page, person)
  await press(page, page.getByRole('link', { name: 'Share', exact: true }))
  await expect(page).toHaveURL(/\/sharing$/)
  await untilHydrated(page)
  await tabTo(page, page.getByRole('textbox', { name: 'Invite by email or GitHub name' }))
  await page.keyboard.type('dora@example.org')
  await page.keyboard.press('Enter')
  await expect(page.getByText('dora@example.org is invited.')).toBeVisible()
  const role = page.getByRole('combobox', { name: 'Role of dora@example.org' })
  await tabTo(page, role)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(role).toHaveValue('')
  await press(page, page.getByRole('button', { name: 'Save who can see it' }))
  await expect(role).toHaveCount(0)

  await page.goto('/groups')
  await untilHydrated(page)
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }))
  await page.keyboard.type('Film Club')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Film Club')
  await press(page, page.locator('summary').filter({ hasText: 'Dissolve it…' }))
  await press(page, page.getByRole('button', { name: 'Dissolve “Film Club”' }))
  await expect(page.getByText('The group is dissolved.')).toBeVisible()

  const ben = await addPerson('Ben')
  await sql(
    `insert into invitations (id, bucket_id, role, email, expires_at, invited_by)
     values ($1, $2, 'viewer', $3, now() + interval '1 day', $4)`,
    [newId(), ben.bucketId, person.email, ben.userId],
  )
  await page.goto('/shared')
  await untilHydrated(page)
  await press(page, page.getByRole('button', { name: 'Accept: My movies' }))
  await expect(page).toHaveURL(`/buckets/${ben.bucketId}`)
  await page.goto('/shared')
  await untilHydrated(page)
  await press(page, page.locator('summary').filter({ hasText: 'Leave…' }))
  await press(page, page.getByRole('button', { name: 'Leave My movies' }))
  await expect(page).toHaveURL(/\/shared\?done=left/)
  expect((await page.goto(`/buckets/${ben.bucketId}`))?.status()).toBe(404)
})

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target}`)
}
