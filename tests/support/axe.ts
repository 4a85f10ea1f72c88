import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails with every finding of axe on the page as it is now, light and dark, at 1280 and 390 px; and if it scrolls sideways, at 320 px too. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    await expectNoSidewaysScroll(page, `${what}, ${width} px`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await untilStill(page)
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
      const findings = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      )
      expect.soft(findings, `${what}, ${width} px, ${colorScheme}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await expectNoSidewaysScroll(page, `${what}, 320 px`)
}

/** Waits until nothing moves: in the middle of its transition a button has a contrast that nobody gets to read. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    do {
      await nextFrame()
      await nextFrame()
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    } while (document.getAnimations().some(({ playState }) => playState === 'running'))
  })
}

async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect.soft(sideways, `${what}: scrolls sideways`).toBe(false)
}
