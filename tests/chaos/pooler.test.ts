import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { hasPooler, startPooler } from '@/tests/support/chaos/pooler'
import { compareWithDatabase, NOTHING_AMISS, startWriters } from '@/tests/support/chaos/writers'
import { createTestDatabase, testDatabase } from '@/tests/support/database/database'

const WRITERS = 20
const MOVIES = 300

if (!hasPooler)
  process.stdout.write(
    '   pgbouncer is not installed here, so nothing is tested on it. Debian: apt install pgbouncer\n',
  )

describe.skipIf(!hasPooler)('behind pgbouncer in transaction mode', () => {
  let pooler: Awaited<ReturnType<typeof startPooler>>
  let app: App
  let owner: Person

  beforeAll(async () => {
    pooler = await startPooler(testDatabase().url)
    app = await startApp({ databaseUrl: pooler.url, env: { API_RATE_LIMIT: '1000000' } })
    owner = await addPerson()
  })
  afterAll(async () => {
    await app?.stop()
    await pooler?.stop()
  })

  it('many writers at once lose nothing and see no error', async () => {
    const writers = startWriters(WRITERS, { ...owner, url: app.url, token: await tokenOf(owner.userId) })
    await expect.poll(() => writers.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(MOVIES)
    await writers.stop()
    expect(await compareWithDatabase(writers, owner)).toMatchObject(NOTHING_AMISS)
    expect([writers.senseless, [...writers.retries]]).toEqual([[], []])
  })

  it('an empty database is migrated once by several at once, and no lock is left', async () => {
    const database = await createTestDatabase({ empty: true })
    const url = Object.assign(new URL(pooler.url), { pathname: `/${database.name}` }).href
    const applied = (await Promise.all(Array.from({ length: 3 }, () => migrate(url)))).map(({ applied }) => applied)
    expect(applied.filter((count) => count > 0)).toHaveLength(1)
    const { rows } = await database.admin.query(
      "select count(*)::int as locks from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    )
    expect(rows).toEqual([{ locks: 0 }])
    await database.drop()
  })
})
