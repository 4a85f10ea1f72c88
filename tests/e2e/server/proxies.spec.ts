import type { Page } from '@playwright/test'
import { checkAddress } from '@/scripts/doctor/address'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { browserArguments } from '@/tests/support/browser/browser'
import { clickStar, expect, readMovie, test, untilHydrated } from '@/tests/support/browser/bucket'
import { type ReverseProxy, startReverseProxy } from '@/tests/support/browser/reverse-proxy'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'

const NAME = 'movies.example.org'
const ended: (() => Promise<void>)[] = []

// A browser for which the name leads to this machine.
const launchArguments = [...browserArguments, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]

test.afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

type Deployment = { proxy: ReverseProxy; app: App }

async function deploy(setUp: Parameters<typeof startReverseProxy>[0], authUrl?: string): Promise<Deployment> {
  const proxy = await startReverseProxy(setUp)
  const app = await serve(proxy, authUrl)
  ended.push(() => proxy.close())
  return { proxy, app }
}

async function serve(proxy: ReverseProxy, authUrl?: string): Promise<App> {
  const env = authUrl ? { AUTH_URL: authUrl.replace('@', String(proxy.port)) } : undefined
  const app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '', env })
  proxy.lead(Number(new URL(app.url).port))
  ended.push(app.stop)
  return app
}

/** A page of a browser that takes the proxy's certificate; it belongs to a person with movies. */
async function openPage(playwright: { chromium: typeof import('@playwright/test').chromium }) {
  const browser = await playwright.chromium.launch({
    executablePath: process.env.CHROME_PATH || undefined,
    args: launchArguments,
  })
  ended.push(() => browser.close())
  return (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } })).newPage()
}

async function signIn(page: Page, origin: string) {
  const person = await addPerson({ account: false })
  await insertMovies(person)
  const secure = origin.startsWith('https:')
  const name = `${secure ? '__Host-' : ''}moviebucket.session`
  const cookie = { name, value: person.token, url: origin, httpOnly: true, secure, sameSite: 'Lax' as const }
  await page.context().addCookies([cookie])
  return person
}

async function expectButtonsWork(page: Page, origin: string): Promise<void> {
  const person = await signIn(page, origin)
  await page.goto(`${origin}/buckets/${person.bucketId}`)
  await untilHydrated(page)
  await clickStar(page, 'Alien', 2)
  await expect.poll(() => readMovie(person, 'Alien')).toMatchObject({ rating: 2 })
}

type Case = [
  name: string,
  setUp: Parameters<typeof startReverseProxy>[0],
  authUrl: string | undefined,
  scheme: 'http' | 'https',
  says: RegExp,
]
const passHost = ({ host = '' }) => ({ host })
const CASES: Case[] = [
  [
    'no Host line',
    {},
    `http://${NAME}:@`,
    'http',
    /passes Host: 127\.0\.0\.1:\d+, expected movies\.example\.org:\d+\.[\s\S]*proxy_set_header Host \$http_host;/,
  ],
  ['no Host line on this computer', {}, 'http://localhost:@', 'http', /proxy_set_header Host \$http_host;/],
  [
    'no port in Host',
    { headers: () => ({ host: NAME }) },
    `http://${NAME}:@`,
    'http',
    /passes Host: movies\.example\.org, expected [\s\S]*\$http_host;/,
  ],
  [
    'an http AUTH_URL behind TLS',
    { tls: true, headers: passHost },
    `http://${NAME}:@`,
    'https',
    /set AUTH_URL=https:\/\/movies\.example\.org:\d+ and/,
  ],
  [
    'an https AUTH_URL without TLS',
    { headers: passHost },
    `https://${NAME}:@`,
    'http',
    /return 301 https:\/\/\$host\$request_uri;/,
  ],
]

for (const [name, setUp, authUrl, scheme, says] of CASES) {
  test(`a proxy set up wrongly is told of, once and at once: ${name}`, async ({ playwright }) => {
    const { proxy, app } = await deploy(setUp, authUrl)
    const page = await openPage(playwright)
    const host = authUrl?.includes('localhost') ? 'localhost' : NAME
    const answer = await page.goto(`${scheme}://${host}:${proxy.port}/sign-in`)
    expect(answer?.status()).toBe(421)
    await expect(page.getByRole('heading', { name: 'This moviebucket has another address' })).toBeVisible()
    await expect(page.locator('main')).toContainText(says)
    await page.reload()
    // Chromium asks a second time on a new connection, as the standard of 421 allows.
    expect(proxy.asked.filter((path) => path === '/sign-in').length).toBeLessThanOrEqual(4)
    const lines = app.output.filter((line) => line.includes('"status":421'))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '').msg).toMatch(says)
  })
}

test('the advice to who forgot AUTH_URL behind TLS leads to pages whose buttons work', async ({ playwright }) => {
  const { proxy, app } = await deploy({ tls: true, headers: passHost })
  const page = await openPage(playwright)
  const address = `https://${NAME}:${proxy.port}`
  await page.goto(address)
  const [, advised = ''] = /AUTH_URL=(\S+) and restart/.exec((await page.locator('main').textContent()) ?? '') ?? []
  expect(advised).toBe(address)
  await app.stop()
  await serve(proxy, advised)
  await expectButtonsWork(page, address)
})

test('an inner name in X-Forwarded-Host breaks no button', async ({ playwright }) => {
  const inner = { 'x-forwarded-host': 'inner:8080', 'x-forwarded-proto': 'http' }
  const { proxy } = await deploy({ tls: true, headers: ({ host = '' }) => ({ host, ...inner }) }, `https://${NAME}:@`)
  await expectButtonsWork(await openPage(playwright), `https://${NAME}:${proxy.port}`)
})

test('an import that the proxy refuses for its size names the limit of the proxy', async ({ playwright }) => {
  const { proxy } = await deploy({ headers: passHost, mostBytes: 1_000_000 }, `http://${NAME}:@`)
  const page = await openPage(playwright)
  const origin = `http://${NAME}:${proxy.port}`
  const person = await signIn(page, origin)
  await page.goto(`${origin}/buckets/${person.bucketId}/import`)
  await untilHydrated(page)
  const buffer = Buffer.from(`title,year\n${'Cube,1997\n'.repeat(150_000)}`)
  await page.locator('input[type=file]').setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByText('client_max_body_size 50m;')).toBeVisible()
})

const DOCTOR: [name: string, setUp: Parameters<typeof startReverseProxy>[0], text: RegExp, remedy: RegExp][] = [
  ['no Host line', {}, /Host: 127\.0\.0\.1:\d+, expected localhost:\d+/, /Host \$http_host;/],
  [
    'no static files',
    { headers: passHost, missing: /^\/_next\/static/ },
    /404 below \/_next\/static/,
    /Copy \.next\/static/,
  ],
]

for (const [name, setUp, text, remedy] of DOCTOR) {
  test(`the doctor names ${name}`, async () => {
    const { proxy, app } = await deploy(setUp, 'http://localhost:@')
    expect(await checkAddress(`http://localhost:${proxy.port}`, Number(new URL(app.url).port))).toEqual([
      { check: 'address', state: 'failure', text: expect.stringMatching(text), remedy: expect.stringMatching(remedy) },
    ])
  })
}

test('the doctor finds nothing wrong with a proxy that passes the host', async () => {
  const { proxy, app } = await deploy({ headers: passHost }, 'http://localhost:@')
  const port = Number(new URL(app.url).port)
  expect(await checkAddress(`http://localhost:${proxy.port}`, port)).toMatchObject([{ state: 'ok' }])
})
