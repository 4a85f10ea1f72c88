import { cookieHeader, hiddenFields, send } from '@/tests/support/api/http-client'
import { startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'
import { startGitHub } from '@/tests/support/oauth/github'

const PUBLIC = 'https://movies.example.org'
const client = { id: 'moviebucket', secret: 'secret' }

// Behind a proxy that ends TLS: the app itself is asked over http.
test('on https every cookie is bound to its host, and a forged host changes no address', async () => {
  const github = await startGitHub(client)
  const email = `https-${Date.now()}@example.org`
  github.people.push({
    id: Date.now(),
    login: 'tls',
    name: null,
    email: null,
    emails: [{ email, primary: true, verified: true }],
  })
  const app = await startApp({
    databaseUrl: process.env.DATABASE_URL ?? '',
    env: {
      AUTH_URL: PUBLIC,
      AUTH_GITHUB_ID: client.id,
      AUTH_GITHUB_SECRET: client.secret,
      AUTH_GITHUB_BASE_URL: github.url,
    },
  })
  const host = { host: 'movies.example.org', 'x-forwarded-proto': 'https' }
  const evil = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }

  const page = await send(`${app.url}/sign-in?next=/settings`, { headers: { ...host, ...evil } })
  expect(page.headers['strict-transport-security']).toBe('max-age=31536000')
  const form = hiddenFields(page.body, 'value="github"')
  const refused = await send(`${app.url}/sign-in`, {
    form,
    headers: { ...host, ...evil, origin: 'https://evil.example' },
  })
  expect(refused.cookies).toEqual([])

  const started = await send(`${app.url}/sign-in`, { form, headers: { ...host, origin: PUBLIC } })
  expect(started.cookies).toHaveLength(3)
  expect(started.headerBytes).toBeLessThan(3000)
  for (const cookie of started.cookies) {
    expect(cookie).toMatch(/^__Host-moviebucket\.sign-in\.\w+=/)
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly']) expect(cookie).toContain(attribute)
    expect(cookie).toMatch(/SameSite=lax/i)
    expect(cookie).not.toContain('Domain')
  }
  const [, kept = ''] = /sign-in\.target=([^;]*)/.exec(started.cookies.join('\n')) ?? []
  // Behind its seal.
  const target = new URL(decodeURIComponent(kept).split(' ')[1] ?? '')
  expect(target.searchParams.get('redirect_uri')).toBe(`${PUBLIC}/api/auth/callback/github`)
  expect(target.searchParams.get('code_challenge_method')).toBe('S256')

  const agreed = await fetch(target, {
    method: 'POST',
    body: new URLSearchParams({ choice: 'tls' }),
    redirect: 'manual',
  })
  const callback = new URL(agreed.headers.get('location') ?? '')
  expect(callback.origin).toBe(PUBLIC)
  const finished = await send(`${app.url}${callback.pathname}${callback.search}`, {
    headers: { ...host, ...evil, cookie: cookieHeader(started.cookies) },
  })
  expect(finished.location).toBe(`${PUBLIC}/settings`)
  const session = finished.cookies.find((cookie) => cookie.startsWith('__Host-moviebucket.session=')) ?? ''
  for (const attribute of ['Path=/', 'Secure', 'HttpOnly']) expect(session).toContain(attribute)
  expect(session).toMatch(/SameSite=lax/i)

  const settings = await send(`${app.url}/settings`, { headers: { ...host, cookie: cookieHeader([session]) } })
  expect(settings.body).toContain(email)
  const plain = cookieHeader([session]).replace('__Host-', '')
  const unbound = await send(`${app.url}/settings`, { headers: { ...host, cookie: plain } })
  expect(unbound.body).not.toContain(email)
  expect(app.output.join('\n')).not.toContain(email)
  await app.stop()
  await github.stop()
})
