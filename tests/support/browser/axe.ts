import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type axe from 'axe-core'
import { expect } from './e2e'

const SCRIPT = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const INK = { light: 'rgb(30, 26, 23)', dark: 'rgb(244, 238, 230)' }

/** Fails with what axe finds on the page as it is now, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await paint(page, 'light')
  expect.soft(await violations(page), `light, ${width(page)} px`).toEqual([])
  // Nothing but the colours is different in the dark.
  await paint(page, 'dark')
  expect.soft(await violations(page, ['color-contrast']), `dark, ${width(page)} px`).toEqual([])
}

function width(page: Page): number | undefined {
  return page.viewportSize()?.width
}

/** Switches the colours over and waits until the page wears them. */
async function paint(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveCSS('color', INK[colorScheme])
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
}

/** What axe finds by all of its rules, or by those named: a line each. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Half a megabyte of script: put into a document once.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SCRIPT)
  return page.evaluate(async (runOnly) => {
    // A hundred rows, or shapes of the API, are alike, and axe takes its time for each.
    const alike = ['tr[data-movie-id]:nth-child(n + 12)', '[aria-labelledby="shapes"] section:nth-of-type(n + 5)']
    const context = { exclude: alike.map((selector) => [selector]) }
    // Violations only: listing what passes doubles the time.
    const options: axe.RunOptions = { resultTypes: ['violations'], ...(runOnly && { runOnly }) }
    const found = await (window as unknown as { axe: typeof axe }).axe.run(context, options)
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`),
    )
  }, rules)
}
