import 'server-only'
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Refuses, before Next sees them, requests that it answers with a 500: paths whose percent-encoding cannot be read,
 * and methods that no page or route can have. For every server of this process.
 */
export function refuseOddRequests(): void {
  const { emit } = Server.prototype
  Server.prototype.emit = function (this: Server, ...given: Parameters<typeof emit>): boolean {
    const [event, request, response] = given as unknown as [string, IncomingMessage, ServerResponse]
    return (event === 'request' && refuse(request, response)) || emit.apply(this, given)
  } as typeof emit
}

function refuse({ method = '', url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (!METHODS.includes(method)) return answer(response, 405, 'method_not_allowed', `${method} is not done here.`)
  return isReadable(url) ? false : answer(response, 400, 'malformed_path', 'The path is not percent-encoded UTF-8.')
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
