import 'server-only'
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { PEER_HEADER } from '@/domain/account/demo-account'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const MOST_PARAMETERS = 200
const LONGEST_USER_AGENT = 500

/**
 * Refuses, before Next sees them, requests that Next answers with a 500 or spends seconds on: paths with unreadable
 * percent-encoding, methods that no page or route can have, thousands of parameters. In the others it overwrites the
 * headers that a client must not choose. It covers every server of this process.
 */
export function refuseOddRequests(): void {
  const { emit } = Server.prototype
  Server.prototype.emit = function (this: Server, ...given: Parameters<typeof emit>): boolean {
    const [event, request, response] = given as unknown as [string, IncomingMessage, ServerResponse]
    if (event === 'request') {
      if (refuse(request, response)) return true
      overwriteHeaders(request)
    }
    return emit.apply(this, given)
  } as typeof emit
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

function overwriteHeaders({ headers, socket }: IncomingMessage): void {
  // Next searches it for robots with a pattern that takes quadratic time.
  if (headers['user-agent']) headers['user-agent'] = headers['user-agent'].slice(0, LONGEST_USER_AGENT)
  headers[PEER_HEADER] = socket.remoteAddress ?? ''
  // proxy.ts does not see every request, and it alone may set the second header.
  headers['x-request-id'] = randomUUID()
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
