import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Request } from '@playwright/test'

/** The server actions a page has called so far, in order; growing. */
export function watchActions(page: Page): Request[] {
  const calls: Request[] = []
  page.on('request', (request) => {
    if (isAction(request)) calls.push(request)
  })
  return calls
}

/** Waits until nothing is on its way to the server any more: the page would let go without asking. */
export async function untilSaved(page: Page): Promise<void> {
  await page.waitForFunction(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))
}

/** Makes every server action of a page take longer by this many milliseconds. */
export async function delayActions(page: Page, ms: number): Promise<void> {
  await page.route('**', async (route) => {
    if (isAction(route.request())) await sleep(ms)
    await route.fallback()
  })
}

/** Keeps server actions of a page from the server until the function that comes back is called. */
export async function holdActions(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**', async (route) => {
    if (isAction(route.request())) await released
    await route.fallback()
  })
  return release
}

/** Answers server actions of a page with this status instead of the server, until the function that comes back is called. */
export async function failActions(page: Page, status: number): Promise<() => void> {
  let failing = true
  await page.route('**', async (route) => {
    if (failing && isAction(route.request())) await route.fulfill({ status, body: 'out of order' })
    else await route.fallback()
  })
  return () => {
    failing = false
  }
}

function isAction(request: Request): boolean {
  return request.method() === 'POST' && request.headers()['next-action'] !== undefined
}
