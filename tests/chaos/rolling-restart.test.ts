import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { type Balancer, startBalancer } from '@/tests/support/chaos/balancer'
import { startLoad } from '@/tests/support/chaos/load'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const CLIENTS = 10
const ROUNDS = Math.ceil(rounds(3) / 3)

let ports: number[]
let balancer: Balancer
let apps: App[]
let owner: Person
let token: string

/** Starts a server and waits until it says that it is ready. */
const start = (port: number) =>
  startApp({
    databaseUrl: testDatabase().url,
    port,
    env: { API_RATE_LIMIT: '1000000', AUTH_URL: balancer.url },
  })

beforeAll(async () => {
  ports = [await freePort(), await freePort()]
  balancer = await startBalancer(ports)
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
  'two servers restarted one after the other under load fail no request',
  async () => {
    const load = startLoad({ url: balancer.url, bucketId: owner.bucketId, token, clients: CLIENTS, keepAlive: true })
    const more = async (count: number) => {
      const before = load.answered()
      await expect.poll(() => load.answered(), { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + count)
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, port] of ports.entries()) {
        await more(100)
        process.kill(apps[index]?.pid as number, 'SIGTERM')
        expect(await apps[index]?.ended).toEqual({ code: 143, signal: null })
        apps[index] = await start(port)
      }
    }
    await more(100)
    const acknowledged = await load.stop()

    report(
      'requests answered over restarts, of which refused by the first server',
      load.answered(),
      balancer.refusals(),
    )
    expect(load.failures).toEqual([])
    const stored = await sql<{ id: string }>('select id from movies where bucket_id = $1', [owner.bucketId])
    expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
    // The proxy did hand over what the stopped servers refused.
    expect(balancer.refusals()).toBeGreaterThan(0)
  },
  timeFor(ROUNDS * 2),
)
