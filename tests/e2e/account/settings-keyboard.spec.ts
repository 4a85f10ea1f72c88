import type { Locator, Page } from '@playwright/test'
import { DEMO_PATH } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'

test('by keyboard alone: in, the theme changed, and out', async ({ page }) => {
  await page.goto(DEMO_PATH)
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
