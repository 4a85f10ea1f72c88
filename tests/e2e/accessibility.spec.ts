import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e-bucket'
import { openScreen, screensAt } from '../support/e2e-screens'
import { expectToFitSmallScreen } from '../support/small-screen'

const SIZES = {
  desk: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const

for (const at of ['desk', 'phone'] as const) {
  test.describe(`axe finds nothing at ${SIZES[at].viewport.width} px`, () => {
    test.use({ ...SIZES[at], contextOptions: { reducedMotion: 'reduce' } })

    for (const screen of screensAt(at)) {
      test(screen.name, async ({ page, person }) => {
        await openScreen(page, person, screen)
        await paint(page, 'light')
        expect(await violations(axe(page)), 'light').toEqual([])
        // Nothing but the colours is different in the dark.
        await paint(page, 'dark')
        expect(await violations(axe(page).withRules('color-contrast')), 'dark').toEqual([])
        if (at === 'phone') await expectToFitSmallScreen(page)
      })
    }
  })
}

const INK = { light: 'rgb(30, 26, 23)', dark: 'rgb(244, 238, 230)' }

/** Switches the colours over and waits until the page wears them. */
async function paint(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveCSS('color', INK[colorScheme])
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
}

function axe(page: Page): AxeBuilder {
  // A hundred rows are alike, and axe takes its time for each.
  const builder = new AxeBuilder({ page }).exclude('tr[data-movie-id]:nth-child(n + 12)')
  // No frames, no second page, no list of what is right: half the time.
  return builder.setLegacyMode().options({ resultTypes: ['violations'] })
}

/** What axe finds, a line each. */
async function violations(builder: AxeBuilder): Promise<string[]> {
  const found = await builder.analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  )
}
