import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { freePort } from '@/scripts/start/free-port'
import { startApp } from '@/tests/support/browser/app-server'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { continueWith, expect, newcomer, test } from '@/tests/support/oauth/deployment'
import { listen } from '@/tests/support/oauth/http'
import { startOpenId } from '@/tests/support/oauth/openid'

test.describe.configure({ mode: 'default', timeout: 60_000 })

const client = { id: 'moviebucket', secret: 'a secret' }
const KEYS = { AUTH_OIDC_ID: client.id, AUTH_OIDC_SECRET: client.secret, AUTH_OIDC_NAME: 'Film Club' }

test('a provider with a certificate of its own signs in by NODE_EXTRA_CA_CERTS', async ({ browser }) => {
  const home = temporaryFolder()
  const altNames = [{ type: 7, ip: '127.0.0.1' }] as const
  const made = await generate([{ name: 'commonName', value: 'club' }], {
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  const ca = join(home.folder, 'ca.pem')
  writeFileSync(ca, made.cert)
  const port = await freePort()
  const club = await startOpenId({
    name: 'club',
    client,
    callbackUrl: `http://localhost:${port}/api/auth/callback/oidc`,
    tls: { key: made.private, cert: made.cert },
  })
  const env = { ...KEYS, AUTH_OIDC_ISSUER: club.url, NODE_EXTRA_CA_CERTS: ca }
  const app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '', port, env })

  const who = newcomer('Ana')
  club.people.push({ sub: who.name, name: who.name, email: who.email, email_verified: true })
  const context = await browser.newContext({ baseURL: app.url, ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await continueWith(page, 'Film Club', who)
  await expect(page).toHaveURL(/\/buckets\//)
  expect(app.output.join('\n')).not.toContain('provider does not fit')

  await context.close()
  await app.stop()
  await club.stop()
  home.remove()
})

test('a provider that never answers keeps nobody from starting, and the log names one that is away', async ({
  request,
}) => {
  const databaseUrl = process.env.DATABASE_URL ?? ''
  const silent = await listen(() => () => {})
  const waiting = await startApp({ databaseUrl, env: { ...KEYS, AUTH_OIDC_ISSUER: silent.url } })
  expect((await request.get(`${waiting.url}/sign-in`)).status()).toBe(200)
  await waiting.stop()
  await silent.stop()

  const away = await startApp({ databaseUrl, env: { ...KEYS, AUTH_OIDC_ISSUER: silent.url } })
  expect((await request.get(`${away.url}/sign-in`)).status()).toBe(200)
  await expect.poll(() => away.output.join('\n')).toContain('should answer, and does not: ECONNREFUSED')
  await away.stop()
})
