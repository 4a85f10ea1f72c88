import { createServer, Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refuseOddRequests } from '@/server/odd-requests'

// A busy machine may stop for some hundred milliseconds between a connection and its headers.
const PATIENCE = { headers: 1000, keepAlive: 200, idle: 2000, request: 60_000, body: { ms: 400, bytes: 1000 } }
const UPGRADE = 'GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'

const { emit, listenerCount } = Server.prototype
const bodies: number[] = []
// Keeps the socket of an upgrade and never answers it, as Next does.
const server = createServer({ connectionsCheckingInterval: 50 }, async (request, response) => {
  if (request.url === '/large') return response.end(Buffer.alloc(50_000_000))
  let size = 0
  if (request.url === '/busy') await sleep(1000)
  if (request.url === '/early') response.write('begun')
  try {
    for await (const chunk of request) size += chunk.length
    if (request.url === '/long') await sleep(1000)
    bodies.push(size)
    response.end(`read ${size}`)
  } catch {
    // The connection was closed.
  }
}).on('upgrade', () => {})

beforeAll(async () => {
  refuseOddRequests({ patience: PATIENCE })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

beforeEach(() => void bodies.splice(0))

afterAll(() => {
  Object.assign(Server.prototype, { emit, listenerCount })
  server.closeAllConnections()
  server.close()
})

describe('a connection is answered and closed', () => {
  it.each([
    ['an upgrade', UPGRADE, 'HTTP/1.1 200 OK'],
    ['an upgrade to HTTP/2', UPGRADE.replace('websocket', 'h2c'), 'HTTP/1.1 200 OK'],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 'HTTP/1.1 405'],
  ])('%s, 300 times', async (_, text, answer) => {
    // One after the other: a busy machine that accepts them all at once would take some for slow.
    for (let n = 0; n < 300; n++) expect((await ended(await open(text))).startsWith(answer)).toBe(true)
    await expect.poll(connections).toBe(0)
  })

  it.each([
    ['says nothing', ''],
    ['stops in its headers', 'GET / HTTP/1.1\r\nHost: local'],
    ['sends a body that stops', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nsome'],
    ['sends chunks that stop', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n'],
  ])('that %s', async (_, text) => {
    expect(await ended(await open(text))).toMatch(/^HTTP\/1\.1 408 /)
    await expect.poll(connections).toBe(0)
    expect(bodies).toEqual([])
  })

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'],
  ])('that sends %s a byte at a time', async (_, text) => {
    const client = await open(text)
    const timer = setInterval(() => client.write('a'), 50)
    expect(await ended(client)).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(timer)
    expect(bodies).toEqual([])
  })

  it('that stops in its body after the answer began, without a second answer in it', async () => {
    const text = await ended(await open('POST /early HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nsome'))
    expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*begun\r\n$/)
    expect(bodies).toEqual([])
  })

  it.each([
    ['an upgrade', UPGRADE],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n'],
    ['a request', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an odd request', 'GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('that is reset after %s, and nothing else ends', async (_, text) => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => void uncaught.push(error)
    process.on('uncaughtException', note)
    for (let n = 0; n < 20; n++) {
      const client = await open('')
      // In one go, so that the server reads the request when nobody takes the answer any more.
      client.write(text)
      client.resetAndDestroy()
    }
    await expect.poll(connections).toBe(0)
    process.off('uncaughtException', note)
    expect(uncaught).toEqual([])
  })

  it('that was answered and stays', async () => {
    expect(await ended(await open('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))).toContain('read 0')
    await expect.poll(connections).toBe(0)
  })

  it('that reads no answer', async () => {
    const client = await open('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n')
    client.pause()
    await expect.poll(connections, { timeout: 10_000 }).toBe(0)
  })
})

describe('a connection is kept', () => {
  it('while a body advances, however long it takes', async () => {
    const client = await open(
      'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n',
    )
    for (let sent = 0; sent < 20; sent++) {
      client.write('a'.repeat(1000))
      await sleep(60)
    }
    expect(await ended(client)).toContain('read 20000')
  })

  it('while a body waits for the app', async () => {
    const client = await open(
      'POST /busy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 9\r\n\r\nsome',
    )
    await sleep(700)
    client.write('thing')
    expect(await ended(client)).toContain('read 9')
  })

  it.each([
    ['before it reads', '/busy', 'Content-Length: 4\r\n\r\nsome', 4],
    ['after it read', '/long', 'Content-Length: 4\r\n\r\nsome', 4],
    ['after it read', '/long', 'Transfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n0\r\n\r\n', 4],
    ['before it reads', '/busy', 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 0],
  ])('while the app works, %s: %s %j', async (_, path, body, size) => {
    const client = await open(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${body}`)
    expect(await ended(client)).toContain(`read ${size}`)
  })
})

async function open(text: string): Promise<Socket> {
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  client.on('error', () => {})
  await new Promise((resolve) => client.once('connect', resolve))
  client.write(text)
  return client
}

/** What a client got until the server ended the connection; the client's own end stays open. */
async function ended(client: Socket): Promise<string> {
  let text = ''
  client.on('data', (chunk) => {
    text += chunk
  })
  await new Promise((resolve) => client.once('end', resolve).once('close', resolve))
  client.destroy()
  return text
}

function connections(): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}
