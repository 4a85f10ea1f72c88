import 'server-only'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** How long a server waits for a client, in milliseconds. */
export type Patience = {
  /** For the headers of a request. */
  headers: number
  /** For the next request of a connection; longer than the 60 seconds for which load balancers keep theirs. */
  keepAlive: number
  /** For any byte to move, in either direction: a client that reads no answer loses its connection. */
  idle: number
  /** For a whole request. */
  request: number
  /** The least that a body advances in so many milliseconds. */
  body: { ms: number; bytes: number }
}

// A file of 50 MB at 4 kB a second takes three and a half hours.
const PATIENCE: Patience = {
  headers: 20_000,
  keepAlive: 65_000,
  idle: 120_000,
  request: 4 * 3_600_000,
  body: { ms: 60_000, bytes: 240_000 },
}

/** Limits how long the clients of a server may take; Node looks every 30 seconds. */
export function limitPatience(server: Server, patience = PATIENCE): void {
  server.headersTimeout = patience.headers
  server.keepAliveTimeout = patience.keepAlive
  server.timeout = patience.idle
  server.requestTimeout = patience.request
}

/** Refuses a request whose body does not advance. A body that the app has not read yet waits for the app. */
export function watchBody(request: IncomingMessage, response: ServerResponse, { body } = PATIENCE): void {
  const { headers, socket } = request
  if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'] ?? 0)) return
  let read = socket.bytesRead
  const timer = setInterval(() => {
    const advanced = socket.bytesRead - read
    read = socket.bytesRead
    if (request.complete) return clearInterval(timer)
    if (advanced >= body.bytes || request.readableLength > 0) return
    clearInterval(timer)
    if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
    socket.destroy()
  }, body.ms).unref()
  request.once('close', () => clearInterval(timer))
}
