import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const WIDTHS = [1280, 390] as const
const THEMES = ['light', 'dark'] as const

/**
 * Holds a screen as it stands to axe, in both themes, on a desk and on a phone; nor may it scroll sideways.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`)
      expect(found, `${page.url()} at ${width} px, ${colorScheme}`).toEqual([])
      const scrolls = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(scrolls, `sideways scroll at ${width} px`).toBe(false)
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
