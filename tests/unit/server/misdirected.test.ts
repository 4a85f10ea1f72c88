import { createServer, type OutgoingHttpHeaders, request, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { log } from '@/server/log'
import { refuseOddRequests } from '@/server/odd-requests'

const { emit } = Server.prototype
const servers: Server[] = []

afterEach(() => {
  Server.prototype.emit = emit
  for (const server of servers.splice(0)) server.close()
  vi.restoreAllMocks()
})

type Asked = { path?: string; method?: string; host?: string } & OutgoingHttpHeaders

/** A server for `publicUrl` that answers 200 to what comes through; `@` in it and in a host stands for the port. */
async function serve(publicUrl: string) {
  const server = createServer((asked, answer) => answer.end(asked.headers['x-forwarded-host'] ?? ''))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const fill = (text: string) => text.replace('@', String(port))
  Server.prototype.emit = emit
  refuseOddRequests({ publicUrl: new URL(fill(publicUrl)) })
  return ({ path = '/', method = 'GET', ...headers }: Asked) => {
    const given = Object.entries(headers).map(([name, value]) => [name, fill(String(value))])
    const options = { port, host: '127.0.0.1', path, method, headers: Object.fromEntries(given), agent: false }
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const sent = request(options, async (answer) => {
        let body = ''
        for await (const chunk of answer) body += chunk
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body })
      })
      sent.once('error', reject)
      sent.end()
    })
  }
}

const PAGE = { accept: 'text/html,*/*', 'upgrade-insecure-requests': '1' }
const OVER_HTTPS = { ...PAGE, 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }
const PUBLIC = 'https://movies.example.org'

describe('a request to another address than AUTH_URL', () => {
  it.each<[name: string, publicUrl: string, asked: Asked, says: RegExp]>([
    ['no Host line in nginx', PUBLIC, { host: 'upstream' }, /passes Host: upstream, expected movies\.example\.org\./],
    ['no Host line in nginx', PUBLIC, { host: 'upstream' }, /add: proxy_set_header Host \$host;/],
    ['this machine’s address', PUBLIC, { host: '127.0.0.1:@' }, /add: proxy_set_header Host \$host;/],
    ['no port', `${PUBLIC}:8443`, { host: 'movies.example.org' }, /add: proxy_set_header Host \$http_host;/],
    ['no port on this computer', 'http://localhost:8080', { host: 'localhost' }, /Host \$http_host;/],
    ['a proxy on this computer', 'http://localhost:8080', { host: '127.0.0.1:@' }, /Host \$http_host;/],
    ['a second name', PUBLIC, { host: 'films.example.org' }, /AUTH_URL=https:\/\/films\.example\.org /],
    [
      'AUTH_URL forgotten behind TLS',
      'http://localhost:@',
      { host: 'movies.example.org', ...OVER_HTTPS },
      /set AUTH_URL=https:\/\/movies\.example\.org and/,
    ],
    [
      'AUTH_URL forgotten, as the proxy says',
      'http://localhost:@',
      { host: 'movies.example.org:8443', 'x-forwarded-proto': 'https' },
      /set AUTH_URL=https:\/\/movies\.example\.org:8443 and/,
    ],
    ['AUTH_URL forgotten at home', 'http://localhost:@', { host: '192.168.1.5:@' }, /set AUTH_URL=http:\/\/192\.168/],
    ['plain http', PUBLIC, { host: 'movies.example.org', ...PAGE }, /return 301 https:\/\/\$host\$request_uri;/],
    [
      'https under an http AUTH_URL',
      'http://movies.example.org',
      { host: 'movies.example.org', ...OVER_HTTPS },
      /set AUTH_URL=https:\/\/movies\.example\.org and/,
    ],
    ['no host that can be read', PUBLIC, { host: '<b>"x' }, /Host: \(none that can be read\), expected/],
    [
      'a proxy that renames',
      'http://localhost:@',
      { host: '127.0.0.1:@', ...PAGE, 'sec-fetch-site': 'same-origin' },
      /Host/,
    ],
    ['a route of the API', PUBLIC, { path: '/api/v1/me', host: 'upstream' }, /Host \$host;/],
    ['a write', PUBLIC, { method: 'POST', host: 'upstream' }, /Host \$host;/],
    ['a static file', PUBLIC, { path: '/_next/static/a.js', host: 'upstream' }, /Host \$host;/],
  ])('is refused with the line that mends it: %s', async (_name, publicUrl, asked, says) => {
    vi.spyOn(log, 'warn').mockImplementation(() => {})
    const answer = await (await serve(publicUrl))(asked)
    expect(answer.status).toBe(421)
    expect(answer.headers).not.toHaveProperty('refresh')
    expect(answer.headers).not.toHaveProperty('location')
    expect(answer.headers['cache-control']).toBe('no-store')
    if (asked.accept) {
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.body).not.toContain('<script')
      expect(answer.body).toMatch(says)
    } else {
      expect(answer.headers['content-type']).toBe('application/problem+json')
      expect(JSON.parse(answer.body)).toMatchObject({ status: 421, detail: expect.stringMatching(says) })
    }
  })

  it.each<[string, string, Asked]>([
    ['the address itself', PUBLIC, { host: 'movies.example.org' }],
    ['in capitals', PUBLIC, { host: 'Movies.Example.ORG' }],
    ['with the usual port', PUBLIC, { host: 'movies.example.org:443' }],
    ['https', PUBLIC, { host: 'movies.example.org', ...OVER_HTTPS }],
    [
      'https, though an inner proxy says http',
      PUBLIC,
      { host: 'movies.example.org', ...OVER_HTTPS, 'x-forwarded-proto': 'http' },
    ],
    ['https of an old browser', PUBLIC, { host: 'movies.example.org', ...PAGE, 'x-forwarded-proto': 'https' }],
    ['a robot', PUBLIC, { host: 'movies.example.org', accept: 'text/html' }],
    ['http', 'http://movies.example.org', { host: 'movies.example.org', ...PAGE }],
    ['this computer', 'http://localhost:@', { host: 'localhost:@', ...OVER_HTTPS }],
    ['a name of this computer', 'http://movies.localhost:@', { host: 'movies.localhost:@', ...OVER_HTTPS }],
    ['a program on this computer', 'http://localhost:@', { host: '127.0.0.1:@' }],
    ['a balancer that asks for health', PUBLIC, { path: '/api/health/ready', host: '10.0.0.7:3000' }],
    ['a monitor that asks for life', PUBLIC, { path: '/api/health/live?a', host: '10.0.0.7:3000' }],
    ['Prometheus on a port of its own', PUBLIC, { path: '/metrics', host: '10.0.0.7:9464' }],
  ])('is not: %s', async (_name, publicUrl, asked) => {
    expect(await (await serve(publicUrl))(asked)).toMatchObject({
      status: 200,
      headers: expect.not.objectContaining({ refresh: expect.anything() }),
    })
  })

  it.each(['/settings?a=b', '//evil.example/'])(
    'of this computer leads to the one with the cookies: %s',
    async (path) => {
      const answer = await (await serve('http://localhost:@'))({
        host: '127.0.0.1:@',
        path,
        ...PAGE,
        'sec-fetch-site': 'cross-site',
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.refresh).toMatch(/^0; url=http:\/\/localhost:\d+\//)
      expect(String(answer.headers.refresh)).toContain(path)
    },
  )

  it('is logged once a minute for each host, and for no more hosts than a hundred', async () => {
    const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000)
    const ask = await serve(PUBLIC)
    for (let round = 0; round < 3; round++) await ask({ host: 'upstream' })
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn).toHaveBeenCalledWith(
      { status: 421, host: 'upstream', expected: 'movies.example.org' },
      'Your proxy passes Host: upstream, expected movies.example.org. In nginx, add: proxy_set_header Host $host;',
    )
    for (let name = 0; name < 120; name++) await ask({ host: `host-${name}` })
    expect(warn).toHaveBeenCalledTimes(100)
    now.mockReturnValue(Date.now() + 3_660_000)
    await ask({ host: 'upstream' })
    expect(warn).toHaveBeenCalledTimes(101)
  })

  it('names the address alone to what comes after, whatever an inner proxy says', async () => {
    const asked = { host: 'movies.example.org', 'x-forwarded-host': 'inner:8080' }
    expect((await (await serve(PUBLIC))(asked)).body).toBe('movies.example.org')
  })
})
