import { expectAccessible } from '@/tests/support/browser/axe'
import { test } from '@/tests/support/browser/bucket'
import { openScreen } from '@/tests/support/browser/screen'
import { SCREENS } from '@/tests/support/browser/screens'
import { expectToFitSmallScreen } from '@/tests/support/browser/small-screen'

for (const screen of SCREENS) {
  test(`axe finds nothing: ${screen.name}`, async ({ page, person }) => {
    await openScreen(page, person, screen)
    await expectAccessible(page)
    if (screen.onlyAtDesk) return
    // The same page made narrow, as opening it once more is most of the time; phone.spec.ts has a real phone's.
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
    await expectToFitSmallScreen(page)
  })
}
