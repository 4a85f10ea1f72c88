import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '@/tests/support/browser/app-server'
import { CHECK_MS, type HealthBalancer, startHealthBalancer } from '@/tests/support/chaos/health-balancer'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { startTwoServers, type TwoServers } from '@/tests/support/chaos/two-servers'

const ROUNDS = Math.ceil(rounds(3) / 3)
const DELAY_S = 2

let servers: TwoServers<HealthBalancer>
beforeAll(async () => {
  servers = await startTwoServers({ startBalancer: startHealthBalancer, env: { STOP_DELAY: String(DELAY_S) } })
})
afterAll(() => servers?.stop())

it(
  'two servers restarted behind a balancer that asks for health fail no request over a connection of its own',
  async () => {
    const { balancer, ports } = servers
    const usesAll = () => Promise.all(ports.map(balancer.uses))
    const answered = await servers.restartUnderLoad(ROUNDS, false, async (app) => {
      // The server that was restarted before this one is back in use.
      await usesAll()
      await app.stop()
    })
    report('requests answered over restarts, each over a connection of its own', answered)
  },
  timeFor(ROUNDS * 4),
)

it('a server that is told to stop answers, but says that it is not ready, and is alive', async () => {
  const [app] = servers.apps as [App, App]
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
