import { type BrowserContext, request as playwrightRequest } from '@playwright/test'
import { send } from '@/tests/support/api/http-client'
import { expect, test } from '@/tests/support/browser/e2e'
import { signInAs } from '@/tests/support/browser/sign-in'
import { sql } from '@/tests/support/database/sql'
import { listSources } from '@/tests/support/sources/files'

const PATHS = [
  '/',
  '/sign-in',
  '/nowhere',
  '/favicon.ico',
  '/icon.svg',
  '/robots.txt',
  '/_next/nowhere',
  '/_next/image',
  '/_next/static/nowhere.js',
  '/_next/data/nowhere.json',
  '/api',
  '/api/auth/signin',
  '/api/auth/callback/nobody',
  '/api/health/live',
  '/api/health/ready',
  '/api/v1',
  '/api/v1/me',
  '/api/v1/openapi.json',
  '/buckets/1',
  '/buckets/1/export',
  '/buckets/1/import/upload',
  '/buckets/1/import/1/problems',
  '/settings/export',
  '/suggestions?title=alien',
  '/suggestions/look-up',
  '/p/nowhere',
  '/p/nowhere/export',
  '/p/nowhere/opengraph-image',
  '/%ff',
  `/?${'&a'.repeat(300)}`,
]

test('every answer says what a browser may do with it, and no refusal is stored', async ({ baseURL }) => {
  const context = await playwrightRequest.newContext({ baseURL })
  for (const path of PATHS) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await context.fetch(path, { method, maxRedirects: 0 })
      const [headers, at] = [answer.headers(), `${method} ${path.slice(0, 60)}`]
      expect(headers['content-security-policy'], at).toMatch(/default-src '(self|none)'.*frame-ancestors 'none'/)
      expect(headers['content-security-policy'], at).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers['x-content-type-options'], at).toBe('nosniff')
      expect(headers['x-frame-options'], at).toBe('DENY')
      expect(headers['referrer-policy'], at).toBe('same-origin')
      if (answer.status() >= 400) expect(headers['cache-control'], at).toContain('no-store')
    }
  }
  await context.dispose()
})

const CONTROLS = [
  '%0d%0a',
  '%0d%0aSet-Cookie:%20a=b',
  '%00',
  '%1b%5b2J',
  '%7f',
  '%C2%85',
  '%E2%80%A8',
  '%E2%80%AE',
  '%F3%A0%81%81',
]
CONTROLS.push('..%2f..', '%2e%2e', '%5c', '%25%30%30', '%20', "'")

test('no route fails at characters of control in any segment of its address', async ({ context, baseURL }) => {
  test.setTimeout(240_000)
  const url = baseURL ?? ''
  const cookie = await sessionOf(context, url)
  const failed: string[] = []
  for (const route of await listRoutes(url)) {
    // Else the limit of the person would answer.
    await sql('delete from rate_limits')
    const segments = route.split('/')
    const forms = segments.flatMap((segment, at) => {
      const texts = isParameter(segment) ? CONTROLS : CONTROLS.slice(0, 1)
      return segment ? texts.map((text) => segments.with(at, text)) : []
    })
    const everywhere = CONTROLS.map((text) => segments.map((segment) => (isParameter(segment) ? text : segment)))
    for (const path of new Set(
      [...forms, ...everywhere].map((parts) => parts.join('/').replace(/[[{][^/]*[\]}]/g, '1')),
    )) {
      const headers = { cookie, origin: url }
      const part: [string, string][] = [['cells', '']]
      const answers = await Promise.all([send(url + path, { headers }), send(url + path, { form: part, headers })])
      for (const { status, cookies } of answers) {
        if (status >= 500 || cookies.some((set) => set.startsWith('a='))) failed.push(`${status} ${path}`)
      }
    }
  }
  expect(failed).toEqual([])
})

function isParameter(segment: string): boolean {
  return /^[[{]/.test(segment)
}

async function sessionOf(context: BrowserContext, baseUrl: string): Promise<string> {
  const { token } = await signInAs(context, { baseUrl })
  return `moviebucket.session=${token}`
}

/** The addresses of all pages, routes and API routes, their parameters in brackets. */
async function listRoutes(url: string): Promise<string[]> {
  const files = listSources('/page.tsx', '/route.ts', '/route.tsx').filter((path) => path.startsWith('app/'))
  const own = files.map((path) => path.replace(/^app/, '').replace(/\/(page|route)\.tsx?$/, '') || '/')
  const document = JSON.parse((await send(`${url}/api/v1/openapi.json`)).body) as { paths: Record<string, unknown> }
  return [...own.filter((path) => !path.includes('[[')), ...Object.keys(document.paths).map((path) => `/api/v1${path}`)]
}
