import { createServer } from 'node:net'
import { sql as query } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { asActor, asServer, closePool } from '@/db/client'
import { causeOfAbsence } from '@/db/errors'
import { checkReadiness } from '@/db/health'
import { newPublicKey } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { countAllMovies } from '@/db/movies/read'
import { AppError } from '@/domain/result'
import { startDatabaseProxy } from '@/tests/support/browser/database-proxy'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const WRITE = { write: true }
let owner: Awaited<ReturnType<typeof addPerson>>

const count = () => inBucket(owner, owner.bucketId, 'readMovies', countAllMovies)
const add = () => inBucket(owner, owner.bucketId, 'addMovies', (access) => addMovies(access, [movie()]))
const kill = (pid: number) => sql('select pg_terminate_backend($1)', [pid])

async function code(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => 'ok',
    (error) => error,
  )
  return error instanceof AppError ? error.code : String(error)
}

beforeAll(async () => {
  owner = await addPerson('Ana')
  await add()
})

describe('a database that is away', () => {
  beforeEach(closePool)
  afterEach(async () => {
    process.env.DATABASE_URL = testDatabase().url
    await closePool()
  })

  it.each(['127.0.0.1:1', 'no-such-host.invalid:5432'])('says so at once: %s', async (host) => {
    process.env.DATABASE_URL = `postgres://me:secret@${host}/movies`
    expect(await code(count())).toBe('unavailable')
    expect(await code(asServer('select 1', []))).toBe('unavailable')
  })

  it('says so when it takes connections and does not answer', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    process.env.DATABASE_URL = `postgres://me:secret@127.0.0.1:${port}/movies`
    expect(await code(count())).toBe('unavailable')
    await new Promise((resolve) => silent.close(resolve))
  })

  it.each([
    ['a password that was changed', '28P01', 'refuses the password', { password: 'not-it' }],
    ['a database that is gone', '3D000', 'is not there', { pathname: '/gone' }],
    ['nobody who listens', 'ECONNREFUSED', 'cannot be reached', { port: '1' }],
    ['an unknown host', 'ENOTFOUND', 'cannot be reached', { hostname: 'no-such-host.invalid' }],
  ])('%s is told by its code, to operators alone by more', async (_, sqlState, words, change) => {
    const url = Object.assign(new URL(testDatabase().url), change)
    process.env.DATABASE_URL = url.href
    const error = await count().catch((error) => error)
    expect(error).toMatchObject({ code: 'unavailable', message: expect.not.stringContaining(sqlState) })
    expect(causeOfAbsence(error)).toMatch(new RegExp(`^${sqlState} .`))
    expect(causeOfAbsence(error)).not.toContain(url.password)
    expect(await checkReadiness()).toEqual({
      database: `${words} (${sqlState})`,
      migrations: 'unknown',
      access: 'unknown',
    })
  })

  it('that has no connection left for this login says so', async () => {
    const { name, admin } = testDatabase()
    const login = `full_${name}`
    await admin.query(`create role ${login} login password 'p' connection limit 0`)
    process.env.DATABASE_URL = Object.assign(new URL(testDatabase().url), { username: login, password: 'p' }).href
    expect(await checkReadiness()).toEqual({
      database: 'has no connection left (53300)',
      migrations: 'unknown',
      access: 'unknown',
    })
    await admin.query(`drop role ${login}`)
  })

  it('serves everyone again when it is back, however many it refused', async () => {
    const proxy = await startDatabaseProxy(testDatabase().url)
    process.env.DATABASE_URL = proxy.url
    const asks = [count, () => inBucket(null, newPublicKey(), 'readMovies', countAllMovies)]
    await proxy.goAway()
    for (const ask of asks) for (let n = 0; n < 9; n++) expect(await code(ask())).toBe('unavailable')
    await proxy.comeBack()
    expect(await Promise.all(asks.map((ask) => code(ask())))).toEqual(['ok', 'not_found'])
    await closePool()
    await proxy.close()
  })

  it('is far away and no failure, however many round trips a login takes', async () => {
    const proxy = await startDatabaseProxy(testDatabase().url)
    proxy.slowDown(300)
    process.env.DATABASE_URL = proxy.url
    expect(await Promise.all([code(count()), code(asServer('select 1', []))])).toEqual(['ok', 'ok'])
    await closePool()
    await proxy.close()
  })

  it('is no missing bucket when it was set up without the app’s role', async () => {
    const { name, adminUrl } = testDatabase()
    const login = `login_${name}`
    await sql(`create role ${login} login superuser password 'p'`)
    await sql(`alter role ${login} nosuperuser`)
    const url = new URL(adminUrl)
    url.username = login
    url.password = 'p'
    const { DATABASE_URL } = process.env
    process.env.DATABASE_URL = url.href
    expect(await code(count())).toContain('permission denied to set role')
    await closePool()
    process.env.DATABASE_URL = DATABASE_URL
    await sql(`drop role ${login}`)
  })
})

it('that forgets what was prepared is asked again, and nothing is prepared any more', async () => {
  await closePool()
  process.env.DATABASE_POOL = '1'
  const ask = () => asServer<{ one: number }>('select 1 as one, pg_backend_pid() as pid', [])
  const before = await ask()
  // What a pooler does to a session, without one.
  await asServer('deallocate all', [])
  expect(await ask()).toEqual(before)
  const prepared = await asServer('select count(*)::int as count from pg_prepared_statements', [])
  expect([await ask(), prepared]).toEqual([before, [{ count: 0 }]])
  delete process.env.DATABASE_POOL
  await closePool()
})

describe('a pool that is used up', () => {
  beforeEach(async () => {
    await closePool()
    process.env.DATABASE_POOL = '2'
  })
  afterEach(async () => {
    delete process.env.DATABASE_POOL
    await closePool()
  })

  it('says so in bounded time and serves again when a connection is free', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const holding = asActor(owner, WRITE, () => held)
    expect(await code(count())).toBe('unavailable')
    // One of the two is for the server itself.
    expect(await code(asServer('select 1', []))).toBe('ok')
    release()
    await holding
    expect(await count()).toBe(1)
  })

  it('is given back by every request, however it ends', async () => {
    for (let round = 0; round < 5; round++) {
      await count()
      await code(inBucket(null, owner.bucketId, 'readMovies', countAllMovies))
      await code(asActor(owner, WRITE, () => Promise.reject(new Error('ours'))))
      await code(asActor(owner, WRITE, (db) => db.execute(query`select 1 / 0`)))
      await code(asActor(owner, WRITE, (db) => db.execute(query`commit; select 1 / 0`)))
    }
    expect(await count()).toBe(1)
  })
})

describe('a statement that takes too long', () => {
  it('is stopped, and the next one runs', async () => {
    const slow = asActor(owner, WRITE, async (db) => {
      await db.execute(query`set local statement_timeout = 50`)
      await db.execute(query`select pg_sleep(10)`)
    })
    expect(await code(slow)).toBe('unavailable')
    expect(await count()).toBe(1)
  })

  it('would be stopped in every transaction', async () => {
    for (const write of [true, false]) {
      const timeout = asActor(owner, { write }, async (db) => (await db.execute(query`show statement_timeout`)).rows)
      expect(await timeout).toEqual([{ statement_timeout: '15s' }])
    }
  })
})

describe('a connection that is cut', () => {
  const pid = async (db: Parameters<Parameters<typeof asActor>[2]>[0]) =>
    Number((await db.execute(query`select pg_backend_pid() as pid`)).rows[0]?.pid)

  it('in the middle of a change: nothing is changed, and the next request works', async () => {
    const cut = inBucket(owner, owner.bucketId, 'addMovies', async (access) => {
      await addMovies(access, [movie()])
      await kill(await pid(access.db))
      await addMovies(access, [movie()])
    })
    expect(await code(cut)).toBe('unavailable')
    expect(await count()).toBe(1)
  })

  it('just before the commit: it is not taken for done', async () => {
    const cut = inBucket(owner, owner.bucketId, 'addMovies', async (access) => {
      await addMovies(access, [movie()])
      await kill(await pid(access.db))
    })
    expect(await code(cut)).toBe('unavailable')
    expect(await count()).toBe(1)
  })

  it('while a reader reads', async () => {
    const cut = asActor(owner, { write: false }, async (db) => {
      await kill(await pid(db))
      await db.execute(query`select 1`)
    })
    expect(await code(cut)).toBe('unavailable')
    expect(await count()).toBe(1)
  })

  it('while it is idle: nobody notices', async () => {
    await Promise.all([count(), count(), count()])
    const others = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'moviebucket'`
    expect((await sql(others)).length).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await Promise.all([count(), count(), count()])).toEqual([1, 1, 1])
  })
})

describe('a transaction that lost against another', () => {
  const fails = (code: string) => query.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`)

  it.each(['40001', '40P01'])('is run again, twice: %s', async (errcode) => {
    let attempts = 0
    const run = (failures: number) =>
      asActor(owner, WRITE, async (db) => {
        attempts++
        if (attempts <= failures) await db.execute(fails(errcode))
        return attempts
      })
    expect(await run(2)).toBe(3)
    attempts = 0
    expect(await code(run(3))).toBe('unavailable')
    expect(attempts).toBe(3)
  })

  it('is not run again for anything else', async () => {
    let attempts = 0
    const run = asActor(owner, WRITE, async (db) => {
      attempts++
      await db.execute(fails('23514'))
    })
    expect(await code(run)).toContain('23514')
    expect(attempts).toBe(1)
  })

  it('in a real deadlock leaves both done', async () => {
    const ids = (
      await inBucket(owner, owner.bucketId, 'addMovies', (access) => addMovies(access, [movie(), movie()]))
    ).movies.map(({ id }) => id)
    let waiting = 2
    let meet = () => {}
    const met = new Promise<void>((resolve) => {
      meet = resolve
    })
    const lock = (first?: string, second?: string) =>
      asActor(owner, WRITE, async (db) => {
        await db.execute(query`update movies set rating = rating where id = ${first}::uuid`)
        if (--waiting === 0) meet()
        await met
        await db.execute(query`update movies set rating = rating where id = ${second}::uuid`)
        return 'done'
      })
    const [a, b] = ids
    expect(await Promise.all([lock(a, b), lock(b, a)])).toEqual(['done', 'done'])
  })
})

describe('what the database refuses without our knowing why', () => {
  it.each([
    ['a row', query`update buckets set name = ${'Secret Title'.repeat(10)}`],
    ['a value', query`select ${'Secret Title'}::uuid`],
    ['a number', query`select ${'4242424242'}::smallint`],
    ['a statement', query`select ${'Secret Title'} from nowhere`],
  ])('is told to the log without its values: %s', async (_, statement) => {
    const error = await asActor(owner, WRITE, (db) => db.execute(statement)).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Error)
    const { message, stack, cause, ...rest } = error as Error
    expect(`${message} ${stack} ${cause} ${JSON.stringify(rest)}`).not.toMatch(/Secret|4242424242/)
    expect(message).toMatch(/^The database refused a statement: .+ \(\w{5}\)$/)
    expect(stack).toContain('database-failures.test')
  })

  it('leaves our own errors as they are', async () => {
    const ours = new TypeError('ours')
    await expect(asActor(owner, WRITE, () => Promise.reject(ours))).rejects.toBe(ours)
  })
})
