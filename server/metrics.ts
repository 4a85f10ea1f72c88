import 'server-only'
import { createServer } from 'node:http'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { connectionCounts } from '@/db/client'
import { type LogFields, log } from './log'

/** What the process counts, once it is asked to. */
type Metrics = { registry: Registry; requests: Histogram }

// One count per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & { moviebucketMetrics?: Metrics }

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Counts one request: what the log says of it, and how long it took. Nothing of whom or what it was about. */
export function countRequest({ page, action, route, api, method, outcome, status }: LogFields, ms: number): void {
  if (!shared.moviebucketMetrics) return
  const kinds = Object.entries({ page, action, route, api })
  const [kind, name] = kinds.find(([, name]) => name !== undefined) ?? ['other', '']
  const labels = { kind, name: String(name).replace(ID, ':id'), method: method ?? '', outcome: outcome ?? status ?? '' }
  shared.moviebucketMetrics.requests.observe(labels, ms / 1000)
}

/** Serves the counts as Prometheus reads them, on an address of their own that no visitor reaches. */
export function serveMetrics({ host, port }: { host: string; port: number }): void {
  shared.moviebucketMetrics ??= makeMetrics()
  const { registry } = shared.moviebucketMetrics
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  })
  server.once('error', (error) => log.error({ err: error }, 'METRICS_ADDRESS: no metrics are served'))
  // The process does not live for it.
  server.listen(port, host).unref()
}

function makeMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'moviebucket_request_duration_seconds',
    help: 'Requests by what they are and how they end',
    labelNames: ['kind', 'name', 'method', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  })
  new Gauge({
    name: 'moviebucket_database_connections',
    help: 'Connections of this process, and the requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(connectionCounts())) this.set({ state }, count)
    },
  })
  return { registry, requests }
}
