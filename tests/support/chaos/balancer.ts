import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy in front of several servers. */
export type Balancer = {
  url: string
  /** How often a server refused the connection and the next one got the request. */
  refusals(): number
  close(): Promise<void>
}

/**
 * Starts a proxy that hands requests to servers in turn over connections that it keeps open. Only a request whose
 * connection was refused goes to the next server, as it reached none; what else fails is a 502.
 */
export async function startBalancer(ports: number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  let refusals = 0

  const forward = (incoming: IncomingMessage, body: Buffer, answer: ServerResponse, [port, ...others]: number[]) => {
    const { method, url: path, headers } = incoming
    const { connection: _, ...kept } = headers
    const sent = request({ hostname: '127.0.0.1', port, method, path, headers: kept, agent })
    sent.once('response', (response) => {
      const { connection: _, ...kept } = response.headers
      answer.writeHead(response.statusCode ?? 502, kept)
      response.pipe(answer)
      response.once('error', () => answer.destroy())
    })
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' && others.length > 0) {
        refusals++
        forward(incoming, body, answer, others)
      } else if (answer.headersSent) answer.destroy()
      else {
        const detail = `${method} to ${port}, connection used before: ${sent.reusedSocket}, ${error.message}`
        answer.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ detail }))
      }
    })
    sent.end(body)
  }
  const server = createServer(async (incoming, answer) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    const first = turn++ % ports.length
    forward(incoming, Buffer.concat(parts), answer, [...ports.slice(first), ...ports.slice(0, first)])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    refusals: () => refusals,
    async close() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
