import { afterAll, afterEach, expect, it } from 'vitest'
import { closePool } from '@/db/client'
import { migrate } from '@/db/migrate'
import { tokenOf } from '@/tests/support/api/api'
import { startApp } from '@/tests/support/browser/app-server'
import { addPerson } from '@/tests/support/builders/people'
import { ask } from '@/tests/support/chaos/ask'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { mountSmallDisk } from '@/tests/support/chaos/small-disk'
import { compareWithDatabase, NOTHING_AMISS, startWriters } from '@/tests/support/chaos/writers'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'
import { sql, withDatabase } from '@/tests/support/database/sql'

const ROUNDS = rounds(1)
const WRITERS = 4

const [disk, wholeDisk] = [mountSmallDisk(64), mountSmallDisk(160)]
if (!disk)
  process.stdout.write('   No small disk can be mounted here, so nothing is tested on a full one: run as root\n')
const home = temporaryFolder()
const running: { stop(): Promise<void> }[] = []

afterEach(async () => {
  await closePool()
  for (const part of running.splice(0).reverse()) await part.stop()
})
afterAll(() => {
  disk?.remove()
  wholeDisk?.remove()
  home.remove()
})

it.runIf(disk)(
  'a full disk refuses writes in words, keeps nothing by halves, and leaves reading alone',
  async () => {
    const database = await startMigrated(home.folder)
    await withDatabase(database.adminUrl, async (client) => {
      await client.query(`create tablespace small location '${disk?.folder}'`)
      await client.query('alter database moviebucket set tablespace small')
    })
    const { app, owner, token, writers, more } = await startWriting(database.url)
    const movies = `${app.url}/api/v1/buckets/${owner.bucketId}/movies`
    for (let round = 1; round <= ROUNDS; round++) {
      await more(20)
      disk?.fill()
      // Everyone is refused, again and again: what room tables had inside is used up.
      const refused = () => writers.refusals.length + writers.senseless.length
      const before = refused()
      await expect.poll(refused, { timeout: 30_000 }).toBeGreaterThan(before + 20)

      for (const path of ['', `/${[...writers.acknowledged.values()][0]}`, '?q=writer&sort=year&count=1']) {
        for (let n = 0; n < 5; n++) expect(await ask(`${movies}${path}`, { token })).toMatchObject({ status: 200 })
      }
      const page = { headers: { cookie: `moviebucket.session=${owner.token}` } }
      expect((await ask(`${app.url}/buckets/${owner.bucketId}`, page)).status).toBe(200)
      disk?.makeRoom()
    }
    await more(20)
    await writers.stop()

    report(
      'movies acknowledged; writes refused while the disk was full',
      writers.acknowledged.size,
      writers.refusals.length,
    )
    expect(writers.senseless).toEqual([])
    expect(new Set(writers.refusals.map(({ status, json }) => `${status} ${json.code} ${json.detail}`))).toEqual(
      new Set([expect.stringMatching(/^503 unavailable .*disk is full.*Nothing was changed/)]),
    )
    // The log tells the operator which disk is full.
    const told = app.output.filter(
      (line) => line.includes('"unavailable"') && /53100 .*No space left on device/.test(line),
    )
    expect(told.length).toBeGreaterThan(0)
    expect(await compareWithDatabase(writers, owner)).toEqual(NOTHING_AMISS)
    const [{ halves } = { halves: -1 }] = await sql<{ halves: number }>(
      `select count(*)::int as halves from movies m full join movie_changes c on c.movie_id = m.id and c.kind = 'add'
     where m.id is null or c.movie_id is null`,
    )
    expect(halves).toBe(0)
  },
  timeFor(ROUNDS),
)

it.runIf(wholeDisk)(
  'a database that a full disk has ended has every acknowledged movie when there is room',
  async () => {
    if (!wholeDisk) return
    const database = await startMigrated(wholeDisk.folder)
    const { app, owner, writers, more } = await startWriting(database.url)
    await more(20)
    wholeDisk.fill()
    // Its log of writes needs a new file, without which it can neither go on nor start again.
    const log = `select pg_logical_emit_message(false, 'test', repeat('full', 4000000))`
    const troubles = () =>
      sql(log).then(
        () => '',
        () => database.troubles.join('\n'),
      )
    await expect
      .poll(troubles, { timeout: 30_000, interval: 200 })
      .toMatch(/stopped unexpectedly.*could not be restarted.*No space left on device/s)
    expect((await ask(`${app.url}/api/health/live`)).status).toBe(200)

    wholeDisk.makeRoom()
    const again = await startDurable(wholeDisk.folder)
    running.push(again)
    expect(again.url).toBe(database.url)
    await more(20)
    await writers.stop()

    report('movies acknowledged over the end of the database', writers.acknowledged.size)
    expect(writers.senseless).toEqual([])
    expect(await compareWithDatabase(writers, owner)).toEqual(NOTHING_AMISS)
  },
  timeFor(1),
)

async function startMigrated(folder: string) {
  const database = await startDurable(folder)
  running.push(database)
  await migrate(database.url)
  await closePool()
  process.env.DATABASE_URL = database.url
  return database
}

/** Starts a server on a database, and people who add movies to one bucket. */
async function startWriting(databaseUrl: string) {
  const owner = await addPerson()
  const token = await tokenOf(owner.userId)
  const app = await startApp({ databaseUrl, env: { API_RATE_LIMIT: '1000000' } })
  running.push(app)
  const writers = startWriters(WRITERS, { ...owner, url: app.url, token })
  running.push({ stop: writers.abandon })
  const more = async (count: number) => {
    const before = writers.acknowledged.size
    await expect.poll(() => writers.acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before + count)
  }
  return { app, owner, token, writers, more }
}
