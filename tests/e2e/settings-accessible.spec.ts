import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from '../support/axe'
import { expect, test } from '../support/e2e'
import { withDatabase } from '../support/session'

test('axe finds nothing on the landing page, with the help for whoever runs it', async ({ page }) => {
  await page.goto('/')
  await page.getByText('Let people sign in with GitHub or Google').click()
  await expectAccessible(page, 'landing')
})

test('axe finds nothing on the sign-in page after something went wrong', async ({ page }) => {
  await page.goto('/sign-in?error=other_provider&provider=github&next=/settings')
  await expectAccessible(page, 'sign-in')
})

test('axe finds nothing in Settings', async ({ page, person }) => {
  await withDatabase(undefined, (db) =>
    db.query("insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', 'github', $2)", [
      person.userId,
      person.email,
    ]),
  )
  await page.goto('/settings?done=signed-out')
  await expect(page.getByText('Connected since')).toBeVisible()
  await expectAccessible(page, 'settings')
})

test('axe finds nothing where an account is deleted, with a refusal', async ({ page, person }) => {
  expect(person.email).not.toBe('wrong@example.org')
  await page.goto('/settings/delete-account')
  await page.getByLabel(/Your email address/).fill('wrong@example.org')
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByText(/is not the address of this account/)).toBeVisible()
  await expectAccessible(page, 'delete account')
})

test('by keyboard alone: in, the theme changed, and out', async ({ page }) => {
  await page.goto('/sign-in?next=/settings')
  await focusByTab(page, page.getByRole('button', { name: 'Try it with the local demo account' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/settings')
  await focusByTab(page, page.getByRole('radio', { name: 'System' }))
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await focusByTab(page, page.getByRole('button', { name: 'Sign out: this browser' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')
})

async function focusByTab(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target}`)
}
