import { randomBytes } from 'node:crypto'
import { send } from '@/tests/support/api/http-client'
import { startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'

const KEY = randomBytes(24).toString('base64url')
const TOKEN = randomBytes(32).toString('base64url')
const ENCODED = [...KEY].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')
const PATHS = [
  '/p/KEY',
  '/p/KEY/statistics',
  '/p/KEY/export',
  '/p/KEY/opengraph-image',
  '/p/KEY/nowhere',
  '/invitations/KEY',
  '/buckets/KEY',
  '/buckets/KEY/export',
  '/buckets/KEY/import',
  '/buckets/KEY/import/upload',
  '/buckets/KEY/movies/KEY',
  '/groups/KEY',
  '/api/v1/buckets/KEY',
  '/api/v1/KEY',
  '/api/auth/callback/KEY',
  '/api/auth/callback/github?code=KEY&state=KEY',
  '/api/health/live/KEY',
  '/nowhere/KEY',
  '/favicon.ico/KEY',
  '/icon.svg?KEY',
  '/_next/image?url=%2Fp%2FKEY&w=64&q=75',
  '/_next/image?url=http:%2F%2Flocalhost%2Fp%2FKEY&w=64&q=75',
  '/_next/static/KEY',
  '/_next/static/media/KEY.woff2',
  '/_next/data/KEY/p/KEY.json',
  '/_next/KEY',
]
const VALUES = [KEY, TOKEN, ENCODED, `${KEY}%0a%7B%22forged%22:1%7D`, `${KEY}%0d%0aforged`, `%1b%5b2J${KEY}`]
VALUES.push(`${KEY}%E2%80%AE`, `${KEY}%00`, `${KEY}%C2%9B`, `%5c${KEY}`, `..%2f..%2f${KEY}`)

test('no line of the log holds a key, a token or a character of control, whatever path is asked for', async () => {
  const app = await startApp({
    databaseUrl: process.env.DATABASE_URL ?? '',
    env: { LOG_LEVEL: 'trace', AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' },
  })
  const failed: string[] = []
  for (const value of VALUES) {
    for (const path of PATHS) {
      const url = app.url + path.replaceAll('KEY', value)
      const answers = [await send(url), await send(url, { body: 'x', headers: { origin: app.url } })]
      for (const { status } of answers) if (status >= 500) failed.push(`${status} ${path} ${value}`)
    }
  }
  await app.stop()
  expect(failed).toEqual([])
  expect(app.output.length).toBeGreaterThan(PATHS.length)
  const bare = (line: string) =>
    line.replace(/%[\da-f]{2}/gi, (code) => String.fromCharCode(Number(`0x${code.slice(1)}`)))
  expect(app.output.filter((line) => bare(line).includes(KEY) || line.includes(TOKEN))).toEqual([])
  expect(app.output.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line))).toEqual([])
  expect(app.output.filter((line) => !isRecord(line) || 'forged' in JSON.parse(line))).toEqual([])
})

test('the image optimizer is off', async ({ baseURL }) => {
  for (const query of ['', '?url=%2Ficon.svg&w=64&q=75', '?url=%2Ffavicon.ico&w=16&q=75']) {
    expect((await send(`${baseURL}/_next/image${query}`)).status).toBe(404)
  }
})

function isRecord(line: string): boolean {
  try {
    return typeof JSON.parse(line).level === 'number'
  } catch {
    return false
  }
}
