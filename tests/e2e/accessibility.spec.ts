import { expectAccessible } from '../support/axe'
import { test } from '../support/e2e-bucket'
import { openScreen, SCREENS } from '../support/e2e-screens'
import { expectToFitSmallScreen } from '../support/small-screen'

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
