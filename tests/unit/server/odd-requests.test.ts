import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PEER_HEADER } from '@/domain/account/demo-account'
import { CLIENT_HEADER } from '@/server/client-address'
import { refuseOddRequests } from '@/server/odd-requests'

const { emit } = Server.prototype
// What comes through is answered with its headers, as whatever comes next sees them.
const server = createServer((request, response) => response.end(JSON.stringify(request.headers)))

beforeAll(async () => {
  refuseOddRequests({ trustedProxies: ['127.0.0.2'] })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  Server.prototype.emit = emit
  server.close()
})

async function send(path: string, headers: OutgoingHttpHeaders = {}, localAddress = '127.0.0.1') {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number; body: IncomingHttpHeaders & { code?: string } }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, localAddress, agent: false }, async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) })
    })
    sent.once('error', reject)
    sent.end()
  })
}

describe('a request, before Next sees it', () => {
  it('has no more parameters than it can be read with', async () => {
    expect(await send(`/?${'&a'.repeat(199)}`)).toMatchObject({ status: 200 })
    expect(await send(`/?${'&a'.repeat(7000)}`)).toMatchObject({ status: 414, body: { code: 'too_many_parameters' } })
  })

  it('has a User-Agent of no more characters than it can be searched in', async () => {
    const { body } = await send('/', { 'user-agent': `Firefox/140.0 ${'a'.repeat(14_000)}` })
    expect(body['user-agent']).toMatch(/^Firefox\/140\.0 a+$/)
    expect(body['user-agent']).toHaveLength(500)
  })

  it.each([[PEER_HEADER], [PEER_HEADER.toUpperCase()]])(
    'says where it comes from, whatever was sent as %s',
    async (name) => {
      const { body } = await send('/', { [name]: '203.0.113.5' })
      expect(body[PEER_HEADER]).toBe('127.0.0.1')
    },
  )

  it.each([
    ['127.0.0.1', '198.51.100.7', '127.0.0.1'],
    ['127.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['127.0.0.2', '192.0.2.1, 198.51.100.7', '198.51.100.7'],
  ])('from %s for %s is of %s', async (localAddress, forwarded, client) => {
    const headers = { 'x-forwarded-for': forwarded, [CLIENT_HEADER]: '192.0.2.99' }
    const { body } = await send('/', headers, localAddress)
    expect(body[CLIENT_HEADER]).toBe(client)
  })

  it('has an id of its own, and no path that the client says it wanted', async () => {
    const { body } = await send('/', { 'x-request-id': 'mine-and-long-enough', 'x-wanted-path': '/p/secret' })
    expect(body['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(body).not.toHaveProperty('x-wanted-path')
  })

  it.each([
    ['f3c9a1d05e7b4c2f8a6d9e0b1c2d3e4f', true],
    ['short', false],
    [`${'a'.repeat(65)}`, false],
    ['a "forged": "field" of the log', false],
  ])('has the id that a trusted proxy gives it, if it is one: %s', async (given, kept) => {
    const { body } = await send('/', { 'x-request-id': given }, '127.0.0.2')
    expect(body['x-request-id'] === given).toBe(kept)
  })
})

describe('the advice to name the proxy', () => {
  afterEach(() => {
    Server.prototype.emit = emit
    vi.restoreAllMocks()
  })

  it.each([
    [[], { 'x-forwarded-for': '198.51.100.7' }, 1],
    [[], {}, 0],
    [['10.0.0.1'], { 'x-forwarded-for': '198.51.100.7' }, 0],
  ])('with TRUSTED_PROXIES %j and headers %j is logged %i times', async (trustedProxies, headers, times) => {
    // As in a server that just started.
    vi.resetModules()
    const { log } = await import('@/server/log')
    const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
    Server.prototype.emit = emit
    ;(await import('@/server/odd-requests')).refuseOddRequests({ trustedProxies })
    for (let n = 0; n < 3; n++) await send('/', headers)
    expect(warn).toHaveBeenCalledTimes(times)
    if (times > 0) expect(warn).toHaveBeenCalledWith(expect.stringContaining('set TRUSTED_PROXIES'))
  })
})
