import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { CHECK_MS, type HealthBalancer, startHealthBalancer } from '@/tests/support/chaos/health-balancer'
import { startLoad } from '@/tests/support/chaos/load'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const CLIENTS = 10
const ROUNDS = Math.ceil(rounds(3) / 3)
const DELAY_S = 2

let ports: number[]
let balancer: HealthBalancer
let apps: App[]
let owner: Person
let token: string

const start = (port: number) =>
  startApp({
    databaseUrl: testDatabase().url,
    port,
    env: { API_RATE_LIMIT: '1000000', AUTH_URL: balancer.url, STOP_DELAY: String(DELAY_S) },
  })

beforeAll(async () => {
  ports = [await freePort(), await freePort()]
  balancer = await startHealthBalancer(ports)
  apps = []
  for (const port of ports) apps.push(await start(port))
  owner = await addPerson()
  token = await tokenOf(owner.userId)
})
afterAll(async () => {
  for (const app of apps ?? []) await app.stop()
  await balancer?.close()
})

it(
  'two servers restarted behind a balancer that asks for health fail no request over a connection of its own',
  async () => {
    await Promise.all(ports.map(balancer.uses))
    const load = startLoad({ url: balancer.url, bucketId: owner.bucketId, token, clients: CLIENTS, keepAlive: false })
    const more = async (count: number) => {
      const before = load.answered()
      await expect.poll(() => load.answered(), { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + count)
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, port] of ports.entries()) {
        await more(100)
        await apps[index]?.stop()
        apps[index] = await start(port)
        await balancer.uses(port)
      }
    }
    await more(100)
    const acknowledged = await load.stop()

    report('requests answered over restarts, each over a connection of its own', load.answered())
    expect(load.failures).toEqual([])
    const stored = await sql<{ id: string }>('select id from movies where bucket_id = $1', [owner.bucketId])
    expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
  },
  timeFor(ROUNDS * 4),
)

it('a server that is told to stop answers, but says that it is not ready, and is alive', async () => {
  const [app] = apps as [App]
  const ask = async (path: string) => {
    const { status, headers } = await fetch(`${app.url}${path}`)
    return { status, connection: headers.get('connection') }
  }
  expect(await ask('/api/health/ready')).toEqual({ status: 200, connection: 'keep-alive' })
  const stopped = app.stop()
  while ((await ask('/api/health/ready')).status === 200) await sleep(CHECK_MS)
  expect(await ask('/api/health/ready')).toEqual({ status: 503, connection: 'close' })
  expect(await ask('/api/health/live')).toEqual({ status: 200, connection: 'close' })
  await stopped
  expect(await app.ended).toEqual({ code: 143, signal: null })
})
