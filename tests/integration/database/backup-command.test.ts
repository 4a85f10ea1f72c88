import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { migrate } from '@/db/migrate'
import { takeLock } from '@/scripts/start/run-lock'
import { addPerson } from '@/tests/support/builders/people'
import { createTestDatabase, type TestDatabase, testDatabase } from '@/tests/support/database/database'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'
import { fillEveryTable, readEveryTable } from '@/tests/support/database/filled'
import { runScript, startScript } from '@/tests/support/database/script'
import { withDatabase } from '@/tests/support/database/sql'
import { startTlsDatabase } from '@/tests/support/database/tls'
import { runDoctor } from '@/tests/support/doctor'

const home = temporaryFolder()
const { folder } = home
afterAll(() => home.remove())

const passwordOf = (url: string) => new URL(url).password
const own = (url: string, more = {}) => ({ DATABASE_URL: url, MOVIEBUCKET_DATA: join(folder, 'no-state'), ...more })
const scratchFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('moviebucket-scratch-'))

describe('with a database of one’s own', { timeout: 90_000 }, () => {
  const file = join(folder, 'own', 'whole.gz')
  beforeAll(fillEveryTable)

  it('makes a file that was restored once, notes it, and restores it into an empty database alone', async () => {
    const { url, admin } = testDatabase()
    const before = scratchFolders()
    const made = await runScript('backup', [file], own(url))
    expect([made.code, made.err]).toEqual([0, ''])
    expect(made.out).toMatch(/every table is the same after a restore/)
    expect(made.out).not.toMatch(/allows other things|not restored/)
    expect(readdirSync(join(folder, 'own'))).toEqual(['whole.gz'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'own')).mode & 0o777).toBe(0o700)
    expect(scratchFolders()).toEqual(before)
    const notes = await admin.query('select bytes::int, verified from backups order by taken_at desc limit 1')
    expect(notes.rows).toEqual([{ bytes: statSync(file).size, verified: true }])

    const empty = await createTestDatabase({ empty: true })
    const restored = await runScript('restore', [file], own(empty.url))
    expect([restored.code, restored.err]).toEqual([0, ''])
    const [before2, after] = [await readEveryTable(admin), await readEveryTable(empty.admin)]
    expect({ ...after, backups: [] }).toEqual({ ...before2, backups: [] })

    const again = await runScript('restore', [file], own(empty.url))
    expect(again.code).toBe(1)
    expect(again.err).toMatch(/is not empty: .*movies.* have rows[\s\S]*createdb NAME/)
    expect(await readEveryTable(empty.admin)).toEqual(after)
    const output = [made, restored, again].map(({ out, err }) => out + err).join('')
    expect(output).not.toContain(passwordOf(url))
    expect(existsSync(join(folder, 'no-state'))).toBe(false)
    await empty.drop()
  })

  it('replaces no file', async () => {
    const said = await runScript('backup', [file], own(testDatabase().url))
    expect([said.code, said.err]).toEqual([1, expect.stringMatching(/is there already/)])
  })

  it('restores into a database that was set up and that nobody used', async () => {
    const fresh = await createTestDatabase()
    await fresh.admin.query("insert into rate_limits values ('ip:1', now(), 1)")
    const said = await runScript('restore', [file], own(fresh.url))
    expect([said.code, said.err]).toEqual([0, ''])
    const { rows } = await fresh.admin.query('select count(*)::int as people from users')
    expect(rows[0].people).toBeGreaterThan(5)
    await fresh.drop()
  })

  it('says that the database knows another AUTH_SECRET, and what makes it take this one', async () => {
    const empty = await createTestDatabase({ empty: true })
    const settings = own(empty.url, { AUTH_URL: 'https://movies.invalid', AUTH_SECRET: 'geheim-1'.repeat(5) })
    const restored = await runScript('restore', [file], settings)
    expect(restored.err).toMatch(/Everything is there, but cannot be used yet: AUTH_SECRET differs/)
    expect(restored.err).not.toContain('geheim-1')
    const [, script = ''] = /npm run ([\w-]+), and start all again/.exec(restored.err) ?? []
    expect(await runScript(script, [], settings)).toMatchObject({ code: 0 })
    const { out } = await runDoctor(settings)
    expect(out).toMatch(/^ok {5}secret {6}the one of all instances/m)
    await empty.drop()
  })

  it.each([
    ['SIGTERM', []],
    ['SIGKILL', ['half.gz.part']],
  ] as const)('leaves no half file under the name that was given, by %s', async (signal, left) => {
    const place = join(folder, signal)
    const client = await testDatabase().admin.connect()
    await client.query('begin; lock table movies in access exclusive mode')
    const { child, ended } = startScript('backup', [join(place, 'half.gz')], own(testDatabase().url))
    const blocked = "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'COPY%public.movies%'"
    await vi.waitUntil(async () => (await testDatabase().admin.query(blocked)).rowCount === 1, 30_000)
    child.kill(signal)
    expect((await ended).code).toBe(signal === 'SIGTERM' ? 130 : null)
    expect(readdirSync(place)).toEqual(left)
    await client.query('rollback')
    client.release()
    if (left.length === 0) return
    const said = await runScript('backup', [join(place, 'half.gz')], own(testDatabase().url))
    expect([said.code, readdirSync(place)]).toEqual([0, ['half.gz']])
  })

  const cases: [string, (database: TestDatabase) => Promise<string>, number, RegExp][] = [
    [
      'a policy that is gone, which a restore brings back, and a database that only reads, which cannot note the backup',
      async ({ admin, name, url }) => {
        await admin.query('drop policy leave on grants')
        await admin.query(`alter database ${name} set default_transaction_read_only = on`)
        return url
      },
      0,
      /allows other things than moviebucket sets up[\s\S]*policy leave on grants[\s\S]*does not note this backup: it only reads/,
    ],
    [
      'a schema that is newer',
      async ({ admin, url }) => {
        await admin.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)")
        return url
      },
      1,
      /newer than this copy[\s\S]*npm run backup of the newer copy/,
    ],
    [
      'an empty database',
      async ({ admin, url }) => {
        await admin.query('drop schema drizzle cascade')
        return url
      },
      1,
      /nothing to back up/,
    ],
    [
      'a login that sees some rows only',
      async ({ admin, name, url }) => {
        await admin.query(
          `create role reader_${name} login password 'p'; grant select on all tables in schema public, drizzle to reader_${name}; grant usage on schema drizzle to reader_${name}`,
        )
        return Object.assign(new URL(url), { username: `reader_${name}`, password: 'p' }).href
      },
      1,
      /may not read every row[\s\S]*owner of the tables/,
    ],
  ]
  it.each(cases)('says so: %s', async (name, prepare, code, words) => {
    const database = await createTestDatabase()
    const url = await prepare(database)
    const place = join(folder, `case-${name.replaceAll(/\W+/g, '-')}`)
    const said = await runScript('backup', [join(place, 'b.gz')], own(url))
    expect(said.out + said.err).toMatch(words)
    expect(said.code).toBe(code)
    expect(readdirSync(place)).toEqual(code === 0 ? ['b.gz'] : [])
    await database.drop()
  })

  it('says so where a restore has no right to make roles, or does not own the database', async () => {
    const empty = await createTestDatabase({ empty: true })
    const login = `weak_${empty.name}`
    await empty.admin.query(`create role ${login} login password 'p'`)
    const url = Object.assign(new URL(empty.url), { username: login, password: 'p' }).href
    const stranger = await runScript('restore', [file], own(url))
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringMatching(/ALTER DATABASE .* OWNER TO .*CREATEROLE/)])
    await empty.admin.query(`alter database ${empty.name} owner to ${login}`)
    const roleless = await runScript('restore', [file], own(url))
    expect([roleless.code, roleless.err]).toEqual([
      1,
      expect.stringMatching(/permission denied to create role[\s\S]*CREATEROLE/),
    ])
    await empty.admin.query(`alter role ${login} createrole`)
    // The roles are there, made by another login. From version 16 on, it alone may give them.
    const { rows } = await empty.admin.query("select current_setting('server_version_num')::int < 160000 as old")
    const weak = await runScript('restore', [file], own(url))
    const refusal = [1, expect.stringMatching(/cannot be used yet: .*GRANT mb_app, mb_auth TO/s)]
    expect([weak.code, weak.err]).toEqual(rows[0].old ? [0, ''] : refusal)
    await empty.drop()
  })

  it('reads a certificate’s authority for the database, and not for the scratch one', async () => {
    const server = await startTlsDatabase('127.0.0.1')
    const settings = own(`${server.url}?sslmode=verify-ca`, { DATABASE_CA: server.ca })
    const restored = await runScript('restore', [file], settings)
    expect([restored.code, restored.err]).toEqual([0, ''])
    const said = await runScript('backup', [join(folder, 'tls.gz')], settings)
    expect([said.code, said.err]).toEqual([0, ''])
    await server.stop()
  })
})

describe('with the embedded database', { timeout: 90_000 }, () => {
  const state = join(folder, 'state')
  const embedded = (folder = state) => ({ DATABASE_URL: '', MOVIEBUCKET_DATA: folder })
  let email: string
  let file: string

  it('has nothing to back up where there is none, and makes none', async () => {
    const said = await runScript('backup', [], embedded())
    expect([said.code, said.err]).toEqual([1, expect.stringMatching(/no database here yet/)])
    expect(existsSync(state)).toBe(false)
  })

  it('backs up while moviebucket runs on it, and while it does not', async () => {
    mkdirSync(state, { mode: 0o711 })
    const lock = await takeLock(join(state, 'run.json'), { command: 'npm start', url: 'x', port: 1 })
    const database = await startDurable(state)
    await migrate(database.url)
    email = (await addPerson({ databaseUrl: database.url })).email
    const first = await runScript('backup', [], embedded())
    expect([first.code, first.err, first.out]).toEqual([0, '', expect.stringMatching(/which is in use/)])
    const refused = await runScript('restore', [join(state, 'backups', backups()[0] ?? '')], embedded())
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/Stop it first/)])
    await database.stop()
    lock.release()

    const before = await runScript('doctor', [], embedded())
    expect(before.out).toMatch(/^ok {5}backup {6}the last one is of .* restored once$/m)
    expect(before.out).toMatch(/PostgreSQL \d+\.\d+ (is of .* lacks|has all)/)
    const second = await runScript('backup', [], embedded())
    expect([second.code, second.err]).toEqual([0, ''])
    expect(existsSync(join(state, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(state, 'run.json'))).toBe(false)
    expect(backups()).toHaveLength(2)
    expect(backups()[0]).toMatch(/^moviebucket-\d{4}-\d\d-\d\dT\d{6}Z\.sql\.gz$/)
    file = join(state, 'backups', backups()[0] ?? '')
  })

  it('restores into a new folder, and into a full one after its advice', async () => {
    const elsewhere = join(folder, 'elsewhere')
    expect(await runScript('restore', [file], embedded(elsewhere))).toMatchObject({ code: 0, err: '' })
    expect(await people(elsewhere)).toEqual([email])
    const refused = await runScript('restore', [file], embedded())
    expect(refused.err).toMatch(/not empty/)
    const [, from = '', to = ''] = /\n {2}mv (\S+) (\S+)\n/.exec(refused.err) ?? []
    renameSync(from, to)
    expect(await runScript('restore', [file], embedded())).toMatchObject({ code: 0, err: '' })
    expect(await people(state)).toEqual([email])
  })

  it('of another major version is left as it is, with the way to go', async () => {
    const old = join(folder, 'older')
    mkdirSync(join(old, 'postgres'), { recursive: true })
    writeFileSync(join(old, 'postgres', 'PG_VERSION'), '15\n')
    writeFileSync(join(old, 'database.json'), JSON.stringify({ port: 0, adminPassword: 'geheim', password: 'geheim' }))
    const said = await runScript('backup', [], embedded(old))
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringMatching(/PostgreSQL 15[\s\S]*npm run backup[\s\S]*npm run restore/),
    ])
    expect(readdirSync(join(old, 'postgres'))).toEqual(['PG_VERSION'])
  })

  it('makes no database for a file that cannot be restored', async () => {
    const nowhere = join(folder, 'nowhere')
    const said = await runScript('restore', [join(folder, 'none.gz')], embedded(nowhere))
    expect([said.code, said.err]).toEqual([1, expect.stringMatching(/There is no file/)])
    expect(existsSync(nowhere)).toBe(false)
  })

  const backups = () => readdirSync(join(state, 'backups')).sort()

  /** The addresses of the people in the embedded database of a folder. */
  async function people(folder: string): Promise<string[]> {
    const database = await startDurable(folder)
    try {
      return await withDatabase(database.url, async (client) =>
        (await client.query<{ email: string }>('select email from users')).rows.map(({ email }) => email),
      )
    } finally {
      await database.stop()
    }
  }
})
