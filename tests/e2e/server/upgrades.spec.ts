import { connect } from 'node:net'
import { expect, test } from '@/tests/support/browser/e2e'

const REQUESTS = {
  'a WebSocket': 'GET /x HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'hot reload': 'GET /_next/hmr HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'HTTP/2': 'GET /sign-in HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
  'a tunnel': 'CONNECT example.org:443 HTTP/1.1\r\nHost: HOST\r\n\r\n',
}

for (const [name, request] of Object.entries(REQUESTS)) {
  test(`the server answers and closes 300 connections that ask for ${name}`, async ({ baseURL }) => {
    const { host, port } = new URL(baseURL ?? '')
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => exchange(Number(port), request.replace('HOST', host))),
    )
    expect(answers.filter((answer) => /^HTTP\/1\.1 (200|404|405) /.test(answer))).toHaveLength(300)
  })
}

/** What the server sends until it closes the connection, which this end leaves open. */
function exchange(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => void socket.write(request))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('error', reject)
    socket.once('end', () => {
      resolve(text)
      socket.destroy()
    })
  })
}
