import { type Browser, chromium, devices, type Page } from '@playwright/test'
import { startApp } from '@/tests/support/browser/app-server'
import { browserArguments, browserEnvironment, provideBrowser } from '@/tests/support/browser/browser'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { fillBucket } from './people'

const MOVIES = 100_000
const ROUNDS = 7
/** How many times slower than this machine the phone is. */
const SLOWER = 4

type Figures = { lcp: number; cls: number; inp: number; script: number }

/** A bucket of 100,000 on a phone: when it shows, whether it moves, how soon it answers, and its script. */
export async function measure(): Promise<void> {
  const owner = await addPerson('Owner')
  await fillBucket(owner, owner.bucketId, MOVIES)
  await sql('analyze')
  const app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '' })
  const { path, libraries } = await provideBrowser((text) => void process.stdout.write(`   ${text}\n`))
  const browser = await chromium.launch({
    executablePath: path,
    env: browserEnvironment(libraries),
    args: browserArguments,
  })
  try {
    const rounds: Figures[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await visit(browser, app.url, owner))
    const middle = (name: keyof Figures) => median(rounds.map((figures) => figures[name]))
    process.stdout.write(
      `   a bucket of ${MOVIES}, ${SLOWER} times slower than this machine, median of ${ROUNDS} first visits\n` +
        `   LCP ${middle('lcp').toFixed(0)} ms, CLS ${middle('cls').toFixed(3)}, INP ${middle('inp').toFixed(0)} ms, ` +
        `first-load JavaScript ${(middle('script') / 1000).toFixed(1)} kB gzip\n`,
    )
  } finally {
    await browser.close()
    await app.stop()
  }
}

async function visit(browser: Browser, url: string, { bucketId, token }: Person): Promise<Figures> {
  const context = await browser.newContext(devices['Pixel 7'])
  await context.addCookies([sessionCookie(url, token)])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript(observe)
  await page.goto(`${url}/buckets/${bucketId}`)
  await page.waitForTimeout(2000)
  const script = await page.evaluate(scriptBytes)
  await interact(page)
  const { lcp, cls, inp } = await page.evaluate(() => (window as unknown as { figures: Figures }).figures)
  await context.close()
  return { lcp, cls, inp, script }
}

/** A search typed, and a movie of what it finds opened by a tap. */
async function interact(page: Page): Promise<void> {
  // Finding an element is the bench's own work in the page, so it comes before the keys.
  await page.getByRole('searchbox').first().focus()
  await page.waitForTimeout(1000)
  await page.keyboard.type('film 12', { delay: 60 })
  await page.waitForTimeout(2500)
  const box = await page.locator('[data-movie-id] a').first().boundingBox()
  if (!box) throw new Error('The search found nothing')
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(2000)
}

/** Runs in the page before anything else: Chromium's own measures, kept up to date. */
function observe(): void {
  const figures = { lcp: 0, cls: 0, inp: 0 }
  Object.assign(window, { figures })
  type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; interactionId: number }
  for (const type of ['largest-contentful-paint', 'layout-shift', 'event']) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Entry[]) {
        if (type === 'largest-contentful-paint') figures.lcp = entry.startTime
        else if (type === 'layout-shift') figures.cls += entry.hadRecentInput ? 0 : entry.value
        // With so few interactions, INP is the worst of them.
        else if (entry.interactionId > 0) figures.inp = Math.max(figures.inp, entry.duration)
      }
    }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  }
}

/** Runs in the page: the compressed bytes of all scripts it has loaded. */
function scriptBytes(): number {
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  return loaded
    .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
}
