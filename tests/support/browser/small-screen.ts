import type { Page } from '@playwright/test'
import { expect } from '@/tests/support/browser/e2e'

/** Fails if a phone's page scrolls sideways at 320 px, which is 1280 at 400 % zoom, or has targets too small for a finger. */
export async function expectToFitSmallScreen(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(sideways), 'scrolls sideways at 320 px').toEqual([])
  expect(await page.evaluate(smallTargets), 'targets smaller than 44 px').toEqual([])
}

/** Runs in the page: whether it scrolls sideways, and what sticks out. */
function sideways(): string[] {
  const { scrollWidth, clientWidth } = document.scrollingElement as Element
  if (scrollWidth <= clientWidth) return []
  const out = [...document.querySelectorAll('body *')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  )
  return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))]
}

/** Runs in the page: controls that are smaller than 44 px either way; links in running text may be. */
function smallTargets(): string[] {
  const modal = document.querySelector('dialog:modal')
  const controls = (modal ?? document.body).querySelectorAll<HTMLElement>(
    'a[href], button, summary, select, input:not([type="hidden"])',
  )
  const small: string[] = []
  for (const control of controls) {
    // The label around a control takes the tap.
    const target = control.matches('input') ? (control.closest('label') ?? control) : control
    const { width, height, bottom, right } = target.getBoundingClientRect()
    // On a phone the heads are there for those who hear them; others sort by the list beside the views.
    const hidden = bottom <= 0 || right <= 0 || !target.checkVisibility({ visibilityProperty: true })
    const inText = control.matches('p a, li a') && getComputedStyle(control).display === 'inline'
    const clipped = control.closest('thead') !== null
    // All decades share a phone's width; the table below the chart has the same links.
    const bar = control.closest('svg') !== null
    const passive = getComputedStyle(control).pointerEvents === 'none'
    if (
      hidden ||
      clipped ||
      bar ||
      inText ||
      passive ||
      control.closest('[aria-hidden]') ||
      (width >= 44 && height >= 44)
    )
      continue
    small.push(`${Math.round(width)} × ${Math.round(height)}: ${control.outerHTML.slice(0, 160)}`)
  }
  return small
}
