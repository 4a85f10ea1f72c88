import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Exchange = { request: IncomingMessage; response: ServerResponse }

// Next bundles instrumentation and pages apart, so that each has a copy of this module.
const shared = globalThis as typeof globalThis & { moviebucketExchange?: AsyncLocalStorage<Exchange> }
shared.moviebucketExchange ??= new AsyncLocalStorage()
const exchanges = shared.moviebucketExchange

/** Runs `work` so that the page which it renders can say its status. */
export function withExchange<T>(request: IncomingMessage, response: ServerResponse, work: () => T): T {
  return exchanges.run({ request, response }, work)
}

/**
 * Gives the page that is being rendered a status other than 200, which Next has no way to say but for a few. To be called
 * before the first part of the page is sent: pages here have no loading states.
 */
export function setPageStatus(status: number, retryAfter?: number): void {
  const exchange = exchanges.getStore()
  if (!exchange || exchange.response.headersSent) return
  const { request, response } = exchange
  // Next's router leaves the page at any other status than 200, and edits that wait in it for the database would be lost.
  if (request.headers.rsc !== undefined || request.headers['next-action'] !== undefined) return
  response.statusCode = status
  if (retryAfter) response.setHeader('retry-after', String(retryAfter))
}
