import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BARE_POLICY, securityHeaders } from '@/domain/security-headers'
import { completeHeaders } from '@/server/answer-headers'

let server: Server | undefined

afterEach(() => {
  vi.unstubAllEnvs()
  server?.close()
})

/** What a client gets of an answer with this status and these headers of its own. */
async function answer(status: number, own: Record<string, string> = {}, url = 'http://localhost:3000') {
  vi.stubEnv('AUTH_URL', url)
  server = createServer((_, response) => {
    completeHeaders(response)
    for (const [name, value] of Object.entries(own)) response.setHeader(name, value)
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { redirect: 'manual' })).headers
}

describe('an answer', () => {
  it.each([200, 206, 303, 304, 400, 401, 403, 404, 408, 414, 429, 500, 503])(
    'with %i is stored only if it is no refusal',
    async (status) => {
      expect((await answer(status)).get('cache-control')).toBe(status >= 400 ? 'no-store' : null)
    },
  )

  it.each([200, 400, 404])('with %i keeps what it says itself', async (status) => {
    const own = { 'cache-control': 'max-age=60', 'content-security-policy': "default-src 'self'" }
    expect(Object.fromEntries(await answer(status, own))).toMatchObject(own)
  })

  it.each(['http://localhost:3000', 'https://movies.example.org'])('of %s has the security headers', async (url) => {
    const headers = Object.fromEntries(await answer(200, {}, url))
    const expected = { ...securityHeaders(url.startsWith('https:')), 'content-security-policy': BARE_POLICY }
    for (const [name, value] of Object.entries(expected)) expect(headers[name.toLowerCase()], name).toBe(value)
    expect('strict-transport-security' in headers).toBe(url.startsWith('https:'))
  })
})
