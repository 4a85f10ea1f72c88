import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closePool } from '@/db/client'
import { migrate } from '@/db/migrate'
import { signal } from '@/scripts/start/processes'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { ask } from '@/tests/support/chaos/ask'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { compareWithDatabase, NOTHING_AMISS, startWriters, type Writers } from '@/tests/support/chaos/writers'
import { killServer, startDurable, temporaryFolder } from '@/tests/support/database/embedded'

const WRITERS = 10
const ROUNDS = rounds(2)

// A database that dies more often is not started again.
const MOST_DEATHS = 5
const DEATHS_WITHIN_MS = 61_000

const home = temporaryFolder()
let database: Awaited<ReturnType<typeof startDurable>>
let app: App
let owner: Person
let writers: Writers

beforeAll(async () => {
  database = await startDurable(home.folder)
  await migrate(database.url)
  await closePool()
  process.env.DATABASE_URL = database.url
  owner = await addPerson()
  app = await startApp({ databaseUrl: database.url, env: { API_RATE_LIMIT: '1000000' } })
})

afterAll(async () => {
  await writers?.abandon()
  await app?.stop()
  await closePool()
  await database.stop()
  home.remove()
})

it(
  'a running server goes on by itself when its database was restarted or killed, and no movie is lost or doubled',
  async () => {
    writers = startWriters(WRITERS, { ...owner, url: app.url, token: await tokenOf(owner.userId) })
    const { acknowledged } = writers
    const more = async (count: number) => {
      const before = acknowledged.size
      await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + count)
    }
    const deaths: number[] = []
    const waits: number[] = []

    for (let round = 0; round < ROUNDS; round++) {
      await more(100)
      const longAgo = deaths.at(-MOST_DEATHS)
      if (longAgo) await sleep(Math.max(0, longAgo + DEATHS_WITHIN_MS - Date.now()))
      deaths.push(Date.now())
      // As an operator restarts it, and as a power cut ends it.
      if (round % 2 === 0) signal(database.pid(), 'SIGINT')
      else killServer(database)
      await expect.poll(() => database.troubles.length, { timeout: 30_000, interval: 5 }).toBe((round + 1) * 2)
      const back = performance.now()
      await more(0)
      waits.push(performance.now() - back)
    }
    await more(100)
    await writers.stop()

    report('ms from the database being back to the first movie', ...waits)
    report(
      `movies acknowledged, and requests sent again (${[...writers.retries.keys()]})`,
      acknowledged.size,
      sum(writers),
    )
    expect(await Promise.race([app.ended, 'it runs'])).toBe('it runs')
    expect((await ask(`${app.url}/api/health/ready`)).status).toBe(200)
    expect(writers.senseless).toEqual([])
    expect([...writers.retries.keys()].filter((reason) => reason !== '503' && reason !== '409')).toEqual([])
    expect(await compareWithDatabase(writers, owner)).toEqual(NOTHING_AMISS)
  },
  timeFor(ROUNDS),
)

const sum = ({ retries }: Writers) => [...retries.values()].reduce((all, count) => all + count, 0)
