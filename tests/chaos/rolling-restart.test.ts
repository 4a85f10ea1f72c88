import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Balancer, startBalancer } from '@/tests/support/chaos/balancer'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { startTwoServers, type TwoServers } from '@/tests/support/chaos/two-servers'

const ROUNDS = Math.ceil(rounds(3) / 3)

let servers: TwoServers<Balancer>
beforeAll(async () => {
  servers = await startTwoServers({ startBalancer })
})
afterAll(() => servers?.stop())

it(
  'two servers restarted one after the other under load fail no request',
  async () => {
    const answered = await servers.restartUnderLoad(ROUNDS, true, async (app) => {
      process.kill(app.pid, 'SIGTERM')
      expect(await app.ended).toEqual({ code: 143, signal: null })
    })
    const refusals = servers.balancer.refusals()
    report('requests answered over restarts, of which refused by the first server', answered, refusals)
    // The proxy did hand over what the stopped servers refused.
    expect(refusals).toBeGreaterThan(0)
  },
  timeFor(ROUNDS * 2),
)
