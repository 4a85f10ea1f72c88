import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A balancer that asks its servers whether they are ready. */
export type HealthBalancer = {
  url: string
  /** Resolves when the server at this port gets requests. */
  uses(port: number): Promise<void>
  close(): Promise<void>
}

/** How often it asks each server. */
export const CHECK_MS = 100

/**
 * Starts a balancer that hands requests in turn to the servers that are ready, each over a connection of its own, and none
 * twice: what fails is a 502.
 */
export async function startHealthBalancer(ports: number[]): Promise<HealthBalancer> {
  const agent = new Agent({ keepAlive: false })
  const ready = new Set<number>()
  let turn = 0
  let open = true

  const check = async (port: number) => {
    while (open) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => undefined)
      if (answer?.ok) ready.add(port)
      else ready.delete(port)
      await answer?.text()
      await sleep(CHECK_MS)
    }
  }
  const checks = ports.map(check)
  const server = createServer((incoming, answer) => {
    const { method, url: path, headers } = incoming
    const { connection: _, ...kept } = headers
    const port = [...ready][turn++ % ready.size]
    const sent = request({ hostname: '127.0.0.1', port, method, path, headers: kept, agent })
    sent.once('response', (response) => {
      const { connection: _, ...shown } = response.headers
      answer.writeHead(response.statusCode ?? 502, shown)
      response.pipe(answer)
      response.once('error', () => answer.destroy())
    })
    sent.once('error', (error) => {
      if (answer.headersSent) answer.destroy()
      else
        answer
          .writeHead(502, { 'content-type': 'application/json' })
          .end(JSON.stringify({ detail: `${method} to ${port}: ${error.message}` }))
    })
    incoming.pipe(sent)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async uses(port) {
      while (!ready.has(port)) await sleep(CHECK_MS)
    },
    async close() {
      open = false
      await Promise.all(checks)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
