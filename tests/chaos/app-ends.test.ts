import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { type Answer, ask } from '@/tests/support/chaos/ask'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { compareWithDatabase, NOTHING_AMISS, startWriters, type Writers } from '@/tests/support/chaos/writers'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const WRITERS = 10
const KILLS = rounds(3)
const STOPS = Math.ceil(rounds(3) / 3)

let port: number
let app: App
let owner: Person
let token: string

const start = async () => {
  app = await startApp({ databaseUrl: testDatabase().url, port, env: { API_RATE_LIMIT: '1000000' } })
}

beforeAll(async () => {
  port = await freePort()
  await start()
})
afterAll(async () => {
  await app?.stop()
})

it(
  'a server killed again and again while people write loses and doubles nothing for clients that retry',
  async () => {
    owner = await addPerson()
    token = await tokenOf(owner.userId)
    const writers = startWriters(WRITERS, { ...owner, url: app.url, token })
    for (let kill = 0; kill < KILLS; kill++) {
      await more(writers, 30)
      process.kill(app.pid, 'SIGKILL')
      expect(await app.ended).toMatchObject({ signal: 'SIGKILL' })
      await start()
    }
    await more(writers, 30)
    await writers.stop()

    const retries = [...writers.retries].map(([reason, count]) => `${count} ${reason}`).join(', ')
    report(`movies acknowledged by a server killed ${KILLS} times (sent again: ${retries})`, writers.acknowledged.size)
    expect(writers.senseless).toEqual([])
    expect(await compareWithDatabase(writers, owner)).toEqual(NOTHING_AMISS)
  },
  timeFor(KILLS),
)

it(
  'a server that is asked to stop under load carries out every request it has accepted',
  async () => {
    for (let stop = 0; stop < STOPS; stop++) {
      owner = await addPerson()
      token = await tokenOf(owner.userId)
      const load = startLoad(WRITERS)
      let sendTheRest = () => {}
      const halfway = new Promise<void>((resolve) => {
        sendTheRest = resolve
      })
      // Long requests, of which the server has the first half.
      const slow = Array.from({ length: 5 }, (_, n) => add(`Slow ${n}`, { halfway }))
      await expect.poll(() => load.answers.length, { timeout: 15_000, interval: 5 }).toBeGreaterThan(100)

      const asked = performance.now()
      process.kill(app.pid, 'SIGTERM')
      await load.refused
      sendTheRest()
      const ended = await Promise.race([app.ended, sleep(30_000, 'still running')])
      report('ms until it ended; requests answered before', performance.now() - asked, load.answers.length)

      // Next's way to say that it was asked to end, and did.
      expect(ended).toEqual({ code: 143, signal: null })
      expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
      expect(load.failures).toEqual([])
      expect(load.answers.filter(({ status }) => status !== 201)).toEqual([])
      const stored = await sql<{ id: string }>('select id from movies where bucket_id = $1', [owner.bucketId])
      const acknowledged = [...load.answers, ...(await Promise.all(slow))].map(({ json }) => json.id)
      expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort())
      await start()
    }
  },
  timeFor(STOPS),
)

function add(title: string, how: { agent?: Agent; halfway?: Promise<void> }): Promise<Answer> {
  const url = `${app.url}/api/v1/buckets/${owner.bucketId}/movies`
  return ask(url, { method: 'POST', token, body: movie({ title }), ...how })
}

/** Clients that send no request twice, and each stop when the server no longer accepts a connection. */
function startLoad(clients: number) {
  const agent = new Agent({ keepAlive: true })
  const answers: Answer[] = []
  const failures: unknown[] = []
  const all = Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; ; n++) {
      try {
        answers.push(await add(`Client ${client}, movie ${n}`, { agent }))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return
        failures.push(error)
        return
      }
    }
  })
  return { answers, failures, refused: Promise.all(all) }
}

async function more({ acknowledged }: Writers, count: number): Promise<void> {
  const before = acknowledged.size
  await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + count)
}
