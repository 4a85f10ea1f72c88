import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Listening, listen } from '@/tests/support/oauth/http'

/** A request as a service saw it. */
export type Heard = { path: string; query: Record<string, string>; headers: IncomingMessage['headers'] }

/** How a service may fail; it does so for every request until it is well again. */
export const FAULTS = {
  silent: () => {},
  huge: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`{"query": {"search": [{"title": "${'Q'.repeat(5_000_000)}"}]}, "results": []}`)
  },
  'no JSON': (response: ServerResponse) => response.end('<html>Please log in to this network</html>'),
  'another shape': (response: ServerResponse) => json(response, { error: { code: 'internal_api_error' } }),
  'cut off': (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"query":', () => response.destroy())
  },
  redirecting: (response: ServerResponse) => response.writeHead(302, { location: '/elsewhere' }).end(),
  broken: (response: ServerResponse) => response.writeHead(500).end('{}'),
  'asking to wait': (response: ServerResponse) => response.writeHead(429, { 'retry-after': '17' }).end('{}'),
  'asking to wait until': (response: ServerResponse) =>
    response.writeHead(429, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }).end('{}'),
  'asking to wait, for years': (response: ServerResponse) =>
    response.writeHead(503, { 'retry-after': '99999999' }).end('{}'),
  'refusing without a time': (response: ServerResponse) => response.writeHead(429).end('{}'),
} satisfies Record<string, (response: ServerResponse) => unknown>

export type Fault = keyof typeof FAULTS

/** A service on this machine: what it heard, how many connections it had, and how it fails at the moment, if it does. */
export type Service = Listening & { heard: Heard[]; fault: Fault | null }

/** Starts a service that answers each path and query with JSON. */
export async function startService(answer: (path: string, query: URLSearchParams) => unknown): Promise<Service> {
  const state: Pick<Service, 'heard' | 'fault'> = { heard: [], fault: null }
  const listener: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service.invalid')
    state.heard.push({ path: pathname, query: Object.fromEntries(searchParams), headers: request.headers })
    if (state.fault) return FAULTS[state.fault](response)
    json(response, answer(pathname, searchParams))
  }
  return Object.assign(state, await listen(() => listener))
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
