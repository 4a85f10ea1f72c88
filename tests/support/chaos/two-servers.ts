import { expect } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'
import { startLoad } from './load'

const CLIENTS = 10

type AnyBalancer = { url: string; close(): unknown }

type Behind<Balancer> = {
  startBalancer: (ports: number[]) => Promise<Balancer>
  /** Settings of both servers. */
  env?: Record<string, string>
}

export type TwoServers<Balancer extends AnyBalancer> = Awaited<ReturnType<typeof startTwoServers<Balancer>>>

/** Two servers behind a balancer, and a person whose bucket clients fill over it. */
export async function startTwoServers<Balancer extends AnyBalancer>({ startBalancer, env }: Behind<Balancer>) {
  const ports = [await freePort(), await freePort()]
  const balancer = await startBalancer(ports)
  const start = (port: number): Promise<App> =>
    startApp({
      databaseUrl: testDatabase().url,
      port,
      env: { API_RATE_LIMIT: '1000000', AUTH_URL: balancer.url, ...env },
    })
  const apps: App[] = []
  for (const port of ports) apps.push(await start(port))
  const owner = await addPerson()
  const token = await tokenOf(owner.userId)

  return {
    balancer,
    ports,
    apps,
    /** Runs `restart` on each server in turn, so many rounds, while clients add movies; returns how many answers they got. */
    async restartUnderLoad(rounds: number, keepAlive: boolean, restart: (app: App) => Promise<unknown>) {
      const load = startLoad({ url: balancer.url, bucketId: owner.bucketId, token, clients: CLIENTS, keepAlive })
      const more = async (count: number) => {
        const before = load.answered()
        await expect.poll(() => load.answered(), { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + count)
      }
      for (let round = 0; round < rounds; round++) {
        for (const [index, port] of ports.entries()) {
          await more(100)
          await restart(apps[index] as App)
          apps[index] = await start(port)
        }
      }
      await more(100)
      const acknowledged = await load.stop()
      expect(load.failures).toEqual([])
      const stored = await sql<{ id: string }>('select id from movies where bucket_id = $1', [owner.bucketId])
      expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
      return load.answered()
    },
    async stop() {
      for (const app of apps) await app.stop()
      await balancer.close()
    },
  }
}
