import { afterAll, beforeAll, expect, it } from 'vitest'
import { closePool } from '@/db/client'
import { migrate } from '@/db/migrate'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { ask } from '@/tests/support/chaos/ask'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { mountSmallDisk } from '@/tests/support/chaos/small-disk'
import { compareWithDatabase, NOTHING_AMISS, startWriters } from '@/tests/support/chaos/writers'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'
import { sql, withDatabase } from '@/tests/support/database/sql'

const ROUNDS = rounds(1)
const WRITERS = 4

const disk = mountSmallDisk(64)
if (!disk)
  process.stdout.write('   No small disk can be mounted here, so nothing is tested on a full one: run as root\n')
const home = temporaryFolder()
let database: Awaited<ReturnType<typeof startDurable>>
let app: App
let owner: Person

beforeAll(async () => {
  if (!disk) return
  database = await startDurable(home.folder)
  await migrate(database.url)
  await closePool()
  await withDatabase(database.adminUrl, async (client) => {
    await client.query(`create tablespace small location '${disk.folder}'`)
    await client.query('alter database moviebucket set tablespace small')
  })
  process.env.DATABASE_URL = database.url
  owner = await addPerson()
  app = await startApp({ databaseUrl: database.url, env: { API_RATE_LIMIT: '1000000' } })
})

afterAll(async () => {
  await app?.stop()
  await closePool()
  await database?.stop()
  disk?.remove()
  home.remove()
})

it.runIf(disk)(
  'a full disk refuses writes in words, keeps nothing by halves, and leaves reading alone',
  async () => {
    const token = await tokenOf(owner.userId)
    const movies = `${app.url}/api/v1/buckets/${owner.bucketId}/movies`
    const writers = startWriters(WRITERS, { ...owner, url: app.url, token })
    const more = async (count: number) => {
      const before = writers.acknowledged.size
      await expect.poll(() => writers.acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before + count)
    }
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
    expect(await compareWithDatabase(writers, owner)).toEqual(NOTHING_AMISS)
    const [{ halves } = { halves: -1 }] = await sql<{ halves: number }>(
      `select count(*)::int as halves from movies m full join movie_changes c on c.movie_id = m.id and c.kind = 'add'
     where m.id is null or c.movie_id is null`,
    )
    expect(halves).toBe(0)
  },
  timeFor(ROUNDS),
)
