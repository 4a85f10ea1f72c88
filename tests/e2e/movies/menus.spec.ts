import type { Page } from '@playwright/test'
import { expect, openBucket, test } from '@/tests/support/browser/bucket'
import { insertMovies } from '@/tests/support/builders/movies'

const MENUS = [
  { name: 'buckets', button: /^Buckets/, panel: '#buckets-menu' },
  { name: 'bucket', button: 'Bucket menu', panel: '#bucket-menu' },
  { name: 'user', button: 'Ana', panel: '#user-menu' },
  { name: 'filters', button: /^Filters/, panel: '#filters' },
]
type Menu = (typeof MENUS)[number]

test.beforeEach(async ({ page, person, javaScriptEnabled }) => {
  await insertMovies(person)
  if (javaScriptEnabled !== false) await openBucket(page, person)
})

for (const menu of MENUS) {
  test(`the menu “${menu.name}” closes by Esc, with the focus where it was, and by a press outside`, async ({
    page,
  }) => {
    const panel = page.locator(menu.panel)
    await button(page, menu).click()
    await expect(panel).toBeVisible()
    await expect(panel).toBeInViewport({ ratio: 1 })
    await panel.locator('a, button, label').first().focus()
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(button(page, menu)).toBeFocused()

    await button(page, menu).click()
    // Beside the list.
    await page.mouse.click(20, 700)
    await expect(panel).toBeHidden()
  })

  test(`the menu “${menu.name}” closes when another opens`, async ({ page }) => {
    for (const other of MENUS.filter((one) => one !== menu)) {
      await button(page, menu).click()
      await expect(page.locator(menu.panel)).toBeVisible()
      await button(page, other).click()
      await expect(page.locator(other.panel)).toBeVisible()
      await expect(page.locator(menu.panel)).toBeHidden()
      await page.keyboard.press('Escape')
    }
  })
}

test('a menu closes when one of its links is followed, and single keys rest while it is open', async ({ page }) => {
  await button(page, MENUS[1] as Menu).click()
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: 'Statistics' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Statistics')
  await expect(page.locator('#bucket-menu')).toBeHidden()
})

test('filters that are applied close their panel', async ({ page }) => {
  await button(page, MENUS[3] as Menu).click()
  await page.getByLabel('Rating from').fill('4')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.locator('#filters')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Filters, 1 set' })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('menus are sheets at the bottom, and a touch beside them closes them', async ({ page }) => {
    for (const [name, panel] of [
      ['More', '#bucket-menu'],
      ['Ana', '#user-menu'],
      [/^Filters/, '#filters'],
    ] as const) {
      await page.getByRole('button', { name }).tap()
      const box = await page.locator(panel).boundingBox()
      expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844)
      expect(Math.round(box?.width ?? 0)).toBe(390)
      await page.touchscreen.tap(195, 20)
      await expect(page.locator(panel)).toBeHidden()
    }
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('menus open and close too', async ({ page, person }) => {
    await page.goto(`/buckets/${person.bucketId}`)
    for (const menu of MENUS) {
      await button(page, menu).click()
      await expect(page.locator(menu.panel)).toBeVisible()
    }
    await page.keyboard.press('Escape')
    await expect(page.locator('[popover]:popover-open')).toHaveCount(0)
  })
})

function button(page: Page, { button: name }: Menu) {
  return page.getByRole('button', { name, exact: true })
}
