import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PEER_HEADER } from '@/domain/account/demo-account'
import { refuseOddRequests } from '@/server/odd-requests'

const { emit } = Server.prototype
// What comes through is answered with its headers, as whatever comes next sees them.
const server = createServer((request, response) => response.end(JSON.stringify(request.headers)))

beforeAll(async () => {
  refuseOddRequests()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  Server.prototype.emit = emit
  server.close()
})

async function send(path: string, headers: OutgoingHttpHeaders = {}) {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number; body: IncomingHttpHeaders & { code?: string } }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, agent: false }, async (response) => {
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

  it('has an id of its own, and no path that the client says it wanted', async () => {
    const { body } = await send('/', { 'x-request-id': 'mine', 'x-wanted-path': '/p/secret' })
    expect(body['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(body).not.toHaveProperty('x-wanted-path')
  })
})
