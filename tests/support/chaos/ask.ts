import { type Agent, type IncomingHttpHeaders, request } from 'node:http'
import { json } from 'node:stream/consumers'

/** What the API answered; `json` is empty where it answered nothing. */
export type Answer = { status: number; headers: IncomingHttpHeaders; json: Record<string, unknown> }

export type Question = {
  method?: string
  token?: string
  body?: unknown
  headers?: Record<string, string>
  /** Keeps connections open; without it each request has one of its own. */
  agent?: Agent
  /** Waits between the first half of the body and the second. */
  halfway?: Promise<unknown>
}

/** Sends one request, once. Fails as its connection fails, with the code of the system. */
export function ask(url: string, { method, token, body, headers, agent, halfway }: Question = {}): Promise<Answer> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const half = halfway ? Math.floor(text.length / 2) : 0
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      // The servers under test listen here; for `localhost` the system may try another address first.
      hostname: '127.0.0.1',
      method: method ?? 'GET',
      agent: agent ?? false,
      headers: {
        host: new URL(url).host,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(text && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
        ...headers,
      },
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      const { statusCode: status = 0, headers } = response
      const isJson = headers['content-type']?.includes('json')
      const read = isJson ? json(response) : Promise.resolve(response.resume() && {})
      read.then((json) => resolve({ status, headers, json: json as Answer['json'] }), reject)
    })
    if (half > 0) sent.write(text.slice(0, half))
    if (halfway) halfway.then(() => sent.end(text.slice(half)))
    else sent.end(text)
  })
}
