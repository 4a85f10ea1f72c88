import 'server-only'
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { PEER_HEADER } from '@/domain/account/demo-account'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const MOST_PARAMETERS = 200
const LONGEST_USER_AGENT = 500

/**
 * Refuses, before Next sees them, requests that it answers with a 500 or is busy with for seconds: paths whose
 * percent-encoding cannot be read, methods that no page or route can have, thousands of parameters. Of the others it
 * sets right what a client must not decide. For every server of this process.
 */
export function refuseOddRequests(): void {
  const { emit } = Server.prototype
  Server.prototype.emit = function (this: Server, ...given: Parameters<typeof emit>): boolean {
    const [event, request, response] = given as unknown as [string, IncomingMessage, ServerResponse]
    if (event === 'request') {
      if (refuse(request, response)) return true
      setRight(request)
    }
    return emit.apply(this, given)
  } as typeof emit
}

function refuse({ method = '', url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (!METHODS.includes(method)) return answer(response, 405, 'method_not_allowed', `${method} is not done here.`)
  if (!isReadable(url)) return answer(response, 400, 'malformed_path', 'The path is not percent-encoded UTF-8.')
  // Next reads one name that comes again and again in quadratic time.
  const parameters = url.split('&', MOST_PARAMETERS + 1).length
  if (parameters <= MOST_PARAMETERS) return false
  const detail = `The address has more than ${MOST_PARAMETERS} parameters.`
  return answer(response, 414, 'too_many_parameters', detail)
}

function setRight({ headers, socket }: IncomingMessage): void {
  // Next looks for robots in it with a pattern that takes quadratic time.
  if (headers['user-agent']) headers['user-agent'] = headers['user-agent'].slice(0, LONGEST_USER_AGENT)
  headers[PEER_HEADER] = socket.remoteAddress ?? ''
  // For what proxy.ts does not see; and what it alone may say.
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
