import 'server-only'
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { BlockList } from 'node:net'
import type { Duplex } from 'node:stream'
import { PEER_HEADER } from '@/domain/account/demo-account'
import { isLoopbackHost } from '@/domain/environment'
import { completeHeaders } from './answer-headers'
import { CLIENT_HEADER, clientAddress, isTrusted, proxyList } from './client-address'
import { log } from './log'
import { refuseMisdirected } from './misdirected'
import { withExchange } from './page-status'
import { limitPatience, type Patience, watchBody } from './slow-connections'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const MOST_PARAMETERS = 200
// A proxy's own id for a request, to find it in both logs.
const REQUEST_ID = /^[\w-]{8,64}$/
const LONGEST_USER_AGENT = 500
const PROXY_ADVICE =
  'A request names its client in X-Forwarded-For. If a proxy sent it, set TRUSTED_PROXIES to the address of the proxy: until then all its visitors share the limits of one.'

type Settings = {
  patience?: Patience
  /** Addresses and networks whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[]
  /** The address that people use. Without it a request may name any host. */
  publicUrl?: URL
}

/**
 * Refuses, before Next sees them, requests that Next answers with a 500, spends seconds on, or never answers: paths with
 * unreadable percent-encoding, methods that no page or route can have, thousands of parameters, tunnels, slow bodies,
 * addresses other than the public one.
 * In the others it overwrites the headers that a client must not choose. It covers every server of this process.
 */
export function refuseOddRequests({ patience, trustedProxies = [], publicUrl }: Settings = {}): void {
  const proxies = proxyList(trustedProxies)
  const { emit, listenerCount } = Server.prototype
  const development = process.env.NODE_ENV === 'development'
  Server.prototype.emit = function (this: Server, ...given: Parameters<typeof emit>): boolean {
    const [event, request, response] = given as unknown as [string, IncomingMessage, ServerResponse]
    if (event === 'connection') limitPatience(this, patience)
    if (event === 'connect') return closeTunnel(given[2])
    if (event === 'upgrade' && !passHotReload(request)) return closeTunnel(given[2])
    if (event === 'request') {
      completeHeaders(response)
      if (refuse(request, response)) return true
      if (publicUrl && refuseMisdirected(request, response, publicUrl)) return true
      // The client asked for another protocol and may wait for it, so nothing more comes on this connection.
      if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false
      watchBody(request, response, patience)
      if (trustedProxies.length === 0 && request.headers['x-forwarded-for'] !== undefined) adviseOnProxy()
      overwriteHeaders(request, proxies)
      // Next compares it with the origin of an action, and a chain of proxies may set it to an inner name.
      if (publicUrl && !isLoopbackHost(publicUrl.host)) request.headers['x-forwarded-host'] = publicUrl.host
      return withExchange(request, response, () => emit.apply(this, given))
    }
    return emit.apply(this, given)
  } as typeof emit
  // Node asks this. An upgrade that no one takes is answered like a request without it (RFC 9110, 7.8); Next takes all
  // and leaves their sockets open. A CONNECT that no one takes is closed without an answer.
  Server.prototype.listenerCount = function (this: Server, ...given: Parameters<typeof listenerCount>): number {
    if (given[0] === 'upgrade' && !development) return 0
    return given[0] === 'connect' ? 1 : listenerCount.apply(this, given)
  } as typeof listenerCount
}

function passHotReload({ url = '', socket }: IncomingMessage): boolean {
  const passes = url.startsWith('/_next/hmr')
  if (passes) socket.setTimeout(0)
  return passes
}

function closeTunnel(socket: Duplex): true {
  socket.on('error', () => {})
  const allowed = METHODS.join(', ')
  const answer = `HTTP/1.1 405 Method Not Allowed\r\nAllow: ${allowed}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  socket.end(answer, () => socket.destroy())
  return true
}

function refuse({ method = '', url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (!METHODS.includes(method)) return answer(response, 405, 'method_not_allowed', `${method} is not allowed here.`)
  if (!isReadable(url)) return answer(response, 400, 'malformed_path', 'The path is not percent-encoded UTF-8.')
  // Next takes quadratic time to read a name that repeats many times.
  const parameters = url.split('&', MOST_PARAMETERS + 1).length
  if (parameters <= MOST_PARAMETERS) return false
  const detail = `The address has more than ${MOST_PARAMETERS} parameters.`
  return answer(response, 414, 'too_many_parameters', detail)
}

let advised = false

function adviseOnProxy(): void {
  if (!advised) log.warn(PROXY_ADVICE)
  advised = true
}

function overwriteHeaders({ headers, socket }: IncomingMessage, proxies: BlockList): void {
  // Next searches it for robots with a pattern that takes quadratic time.
  if (headers['user-agent']) headers['user-agent'] = headers['user-agent'].slice(0, LONGEST_USER_AGENT)
  headers[PEER_HEADER] = socket.remoteAddress ?? ''
  headers[CLIENT_HEADER] = clientAddress(socket.remoteAddress ?? '', String(headers['x-forwarded-for'] ?? ''), proxies)
  // proxy.ts does not see every request, and it alone may set the second header.
  const given = String(headers['x-request-id'] ?? '')
  headers['x-request-id'] =
    isTrusted(socket.remoteAddress ?? '', proxies) && REQUEST_ID.test(given) ? given : randomUUID()
  delete headers['x-wanted-path']
}

function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

function answer(response: ServerResponse, status: number, code: string, detail: string): true {
  const requestId = randomUUID()
  const body = { type: 'about:blank', title: STATUS_CODES[status], status, detail, code, requestId }
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(status === 405 && { allow: METHODS.join(', ') }),
  })
  response.end(JSON.stringify(body))
  return true
}
