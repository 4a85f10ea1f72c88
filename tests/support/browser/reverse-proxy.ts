import {
  createServer as createHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
} from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

/** A proxy in front of a server under test, set up as an operator might. */
export type ReverseProxy = {
  port: number
  /** The paths that a browser asked for, in order; growing. */
  asked: string[]
  /** From now on requests go to these ports in turn. */
  lead(...ports: number[]): void
  close(): Promise<void>
}

type SetUp = {
  tls?: boolean
  /** The headers that it sends in place of those that it was given, as `proxy_set_header` does. */
  headers?: (given: IncomingHttpHeaders, to: number) => Record<string, string>
  /** `client_max_body_size`: a larger body is refused with nginx's own page. */
  mostBytes?: number
  /** Paths that it answers with 404 itself. */
  missing?: RegExp
  /** It keeps each page that it saw, for everybody. */
  cache?: boolean
}

/** Without `headers` it passes Host as nginx does unless told to: the address that it leads to. */
export async function startReverseProxy({
  tls,
  headers,
  mostBytes = Infinity,
  missing,
  cache,
}: SetUp): Promise<ReverseProxy> {
  let ports: number[] = []
  const pages = new Map<string, { headers: IncomingHttpHeaders; body: Buffer }>()
  const asked: string[] = []
  const keep = async (path: string, response: IncomingMessage) => {
    const { headers } = response
    pages.set(path, { headers, body: Buffer.concat(await response.toArray()) })
  }
  const forward: RequestListener = (incoming, answer) => {
    const { method, url: path = '' } = incoming
    const to = ports[asked.length % ports.length] ?? 0
    asked.push(path)
    const page = pages.get(path)
    if (page) return void answer.writeHead(200, page.headers).end(page.body)
    if (missing?.test(path)) return void answer.writeHead(404).end()
    if (Number(incoming.headers['content-length']) > mostBytes) {
      incoming.resume().on('end', () => {
        answer.writeHead(413, { 'content-type': 'text/html', connection: 'close' })
        answer.end('<html><head><title>413 Request Entity Too Large</title></head></html>')
      })
      return
    }
    const { connection: _, ...kept } = incoming.headers
    const changed = headers?.(incoming.headers, to) ?? { host: `127.0.0.1:${to}` }
    const options = { host: '127.0.0.1', port: to, method, path, headers: { ...kept, ...changed }, agent: false }
    const sent = request(options, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      if (cache && response.statusCode === 200) void keep(path, response)
    })
    sent.once('error', () => answer.destroy())
    incoming.pipe(sent)
  }
  const certificate = tls ? await generate([{ name: 'commonName', value: 'movies.example.org' }]) : null
  const server = certificate
    ? createHttps({ key: certificate.private, cert: certificate.cert }, forward)
    : createHttp(forward)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    lead: (...given) => {
      ports = given
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
