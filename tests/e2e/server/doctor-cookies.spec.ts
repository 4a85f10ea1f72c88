import { expect, test } from '@playwright/test'
import { checkAddress } from '@/scripts/doctor/address'
import { checkCookies } from '@/scripts/doctor/cookies'
import { SECRET, startApp } from '@/tests/support/browser/app-server'
import { startReverseProxy } from '@/tests/support/browser/reverse-proxy'

// What ends a sign-in in a loop while every page is there: the doctor asks at the public address, as a browser does.

type SetUp = Parameters<typeof startReverseProxy>[0]

const OTHER = 'another-secret-than-that-of-the-other-instances'
const passHost: SetUp['headers'] = ({ host = '' }) => ({ host })

const CASES: [name: string, setUp: SetUp, secrets: string[], finding: object][] = [
  ['a proxy that passes everything', {}, [SECRET, SECRET], { check: 'sign-in', state: 'ok', text: /every instance/ }],
  [
    'a proxy that drops cookies',
    { headers: ({ host = '' }) => ({ host, cookie: '' }) },
    [SECRET],
    { check: 'sign-in', state: 'failure', text: /Cookies do not arrive/, remedy: /Cookie and Set-Cookie/ },
  ],
  [
    'a proxy that keeps pages',
    { cache: true },
    [SECRET],
    { check: 'sign-in', state: 'failure', text: /page of somebody else/, remedy: /proxy_cache off/ },
  ],
  [
    'an instance with another secret',
    {},
    [SECRET, OTHER],
    { check: 'secret', state: 'failure', text: /^An instance .* begun at one/, remedy: /same AUTH_SECRET/ },
  ],
  [
    'a secret that was changed without a restart',
    {},
    [OTHER],
    { check: 'secret', state: 'failure', text: /^What runs .* over at the next start/, remedy: /start every instance/ },
  ],
]

for (const [name, setUp, secrets, finding] of CASES) {
  test(`the doctor tells ${name}`, async () => {
    const proxy = await startReverseProxy({ headers: passHost, ...setUp })
    const url = `http://localhost:${proxy.port}`
    const apps = await Promise.all(
      secrets.map((secret) =>
        startApp({ databaseUrl: process.env.DATABASE_URL ?? '', env: { AUTH_URL: url, AUTH_SECRET: secret } }),
      ),
    )
    const ports = apps.map((app) => Number(new URL(app.url).port))
    proxy.lead(...ports)
    try {
      expect(await checkAddress(url, ports[0] ?? 0)).toMatchObject([{ state: 'ok' }])
      const found = await checkCookies(url, SECRET)
      const expected = Object.entries(finding).map(([key, value]) => [
        key,
        value instanceof RegExp ? expect.stringMatching(value) : value,
      ])
      expect(found).toEqual([Object.fromEntries(expected)])
      expect(JSON.stringify(found)).not.toContain(SECRET)
    } finally {
      await Promise.all(apps.map((app) => app.stop()))
      await proxy.close()
    }
  })
}
