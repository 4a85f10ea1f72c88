import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAddress } from '@/scripts/doctor/address'
import { checkBackups } from '@/scripts/doctor/backups'
import { checkDatabase } from '@/scripts/doctor/database'
import { checkMachine } from '@/scripts/doctor/machine'
import { noteSecret } from '@/scripts/shared-secret'
import { createTestDatabase, type TestDatabase, testDatabase } from '@/tests/support/database/database'
import { startTlsDatabase } from '@/tests/support/database/tls'

/*
 * Each test injects a cause; the doctor names it and says how to mend it.
 */

const find = async (url: string, check: string, ca?: string) =>
  (await checkDatabase({ url, ca, pool: 10 })).find((finding) => finding.check === check)

const failure = (text: RegExp, remedy: RegExp) => ({
  state: 'failure',
  text: expect.stringMatching(text),
  remedy: expect.stringMatching(remedy),
})

describe('a database that works', () => {
  it('is all well, and nothing in it changes', async () => {
    const database = await createTestDatabase()
    const findings = await checkDatabase({ url: database.url, pool: 10 })
    expect(findings.map(({ check, state }) => [check, state])).toEqual(
      ['database', 'clock', 'connections', 'schema', 'access'].map((check) => [check, 'ok']),
    )
    await database.drop()
  })
})

describe('an address that does not lead to a database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it.each([
    ['a wrong password', { password: 'not-it' }, /refuses the password of user moviebucket/, /percent-encode/],
    ['no password', { password: '' }, /asks for a password, and DATABASE_URL has none/, /postgres:\/\/user:password/],
    ['a database that is missing', { pathname: '/gone' }, /no database gone/, /createdb gone/],
    ['an unknown host', { hostname: 'no-such-host.invalid' }, /host name .* is unknown/, /Correct the host/],
    ['nobody who listens', { port: '1' }, /No database listens at 127.0.0.1:1/, /host and port/],
    ['a server without TLS', { search: '?sslmode=verify-full' }, /does not speak TLS/, /Remove sslmode/],
  ])('%s', async (_, change, text, remedy) => {
    const url = Object.assign(new URL(database.url), change).href
    const found = await find(url, 'database')
    expect(found).toMatchObject(failure(text, remedy))
    expect(JSON.stringify(found)).not.toContain('not-it')
  })

  it('reserved characters', async () => {
    expect(await find('postgres://user:p#ss/w@host:port/db', 'database')).toMatchObject(
      failure(/not a valid URL/, /percent-encode/),
    )
  })
})

describe('a database that does not fit', () => {
  const cases: [name: string, statements: string[], check: string, text: RegExp, remedy: RegExp][] = [
    [
      'a standby',
      ['alter database $db set default_transaction_read_only = on'],
      'access',
      /only reads/,
      /writer endpoint/,
    ],
    ['a restore without policies', ['drop policy read on movies'], 'access', /policies are missing/, /npm run restore/],
    [
      'a restore without grants',
      ['revoke select on movies from mb_app'],
      'access',
      /may not read/,
      /npm run restore -- FILE.*--no-privileges/,
    ],
    [
      'a build that is newer than the schema',
      ['delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)'],
      'schema',
      /1 migrations are missing/,
      /npm run db:migrate/,
    ],
    ['an empty database', ['drop schema drizzle cascade'], 'schema', /is empty/, /npm run db:migrate/],
  ]
  it.each(cases)('%s', async (_, statements, check, text, remedy) => {
    const database = await createTestDatabase()
    const policies = await database.admin.query(
      "select policyname from pg_policies where schemaname = 'public' and tablename = 'movies'",
    )
    const all = statements.flatMap((statement) =>
      statement.startsWith('drop policy')
        ? policies.rows.map(({ policyname }) => `drop policy "${policyname}" on movies`)
        : [statement.replace('$db', database.name)],
    )
    for (const statement of all) await database.admin.query(statement)
    expect(await find(database.url, check)).toMatchObject(failure(text, remedy))
    await database.drop()
  })

  it('a schema that is newer than the build works, and is told', async () => {
    const database = await createTestDatabase()
    await database.admin.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)",
    )
    expect(await find(database.url, 'schema')).toMatchObject({ state: 'warning', text: expect.stringMatching(/newer/) })
    expect(await find(database.url, 'access')).toMatchObject({ state: 'ok' })
    await database.drop()
  })

  it('another login, and one without a connection left', async () => {
    const database = await createTestDatabase()
    const login = `login_${database.name}`
    await database.admin.query(`create role ${login} login password 'p'`)
    const url = Object.assign(new URL(database.url), { username: login, password: 'p' }).href
    await database.admin.query(`grant usage on schema drizzle to ${login}`)
    await database.admin.query(`grant select on all tables in schema drizzle to ${login}`)
    expect(await find(url, 'access')).toMatchObject(
      failure(/may not take them/, new RegExp(`GRANT mb_app, mb_auth TO "${login}".*npm run restore`)),
    )
    await database.admin.query(`alter role ${login} connection limit 0`)
    expect(await find(url, 'database')).toMatchObject(failure(/no connection left/, /DATABASE_POOL/))
    await database.drop()
  })

  it('fewer connections than a process takes', async () => {
    const database = await createTestDatabase()
    const findings = await checkDatabase({ url: database.url, pool: 10_000 })
    expect(findings.find(({ check }) => check === 'connections')).toMatchObject({
      state: 'warning',
      remedy: expect.stringMatching(/lower DATABASE_POOL/),
    })
    await database.drop()
  })
})

describe('backups', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it.each([
    ['none of the embedded database', null, true, 'warning', /There is no backup/],
    ['none by us of another database', null, false, 'ok', /none by npm run backup/],
    ['one of yesterday', '1 day', false, 'ok', /restored once/],
    ['one of six days ago', '6 days 23 hours', true, 'ok', /the last one is of/],
    ['one of a week ago', '7 days 1 hour', false, 'warning', /7 days old/],
    ['one of a month ago, of the embedded database', '30 days 1 hour', true, 'warning', /30 days old/],
  ])('%s', async (_, age, embedded, state, text) => {
    await database.admin.query('truncate backups')
    if (age) {
      const insert = 'insert into backups values (now() - $1::interval, 1, true), (now() - $1::interval * 2, 1, false)'
      await database.admin.query(insert, [age])
    }
    expect(await checkBackups({ url: database.url, embedded })).toMatchObject([
      { check: 'backup', state, text: expect.stringMatching(text) },
    ])
  })

  it('of a schema from before they were noted are passed over', async () => {
    await database.admin.query('drop table backups')
    expect(await checkBackups({ url: database.url, embedded: true })).toEqual([])
  })
})

describe('a database that wants TLS', () => {
  let server: Awaited<ReturnType<typeof startTlsDatabase>>
  beforeAll(async () => {
    server = await startTlsDatabase('db.example.org')
  })
  afterAll(() => server.stop())

  it.each([
    ['without it', '', undefined, /accepts only encrypted connections/, /sslmode=verify-full/],
    ['from an authority that is not known', '?sslmode=verify-full', undefined, /signed by no authority/, /DATABASE_CA/],
    ['from another authority', '', 'otherCa', /signed by no authority/, /authority that signed it/],
    ['for another name', '', 'ca', /is for another name than 127.0.0.1/, /the name that the certificate has/],
  ] as const)('%s', async (_, query, ca, text, remedy) => {
    expect(await find(server.url + query, 'database', ca && server[ca])).toMatchObject(failure(text, remedy))
  })

  it.each(['?sslmode=verify-ca', '?sslmode=no-verify', '?sslmode=require'])('works with %s', async (query) => {
    const found = await find(server.url + query, 'database', server.ca)
    const named = query === '?sslmode=require'
    expect(found).toMatchObject(
      named ? { state: 'failure' } : { state: 'ok', text: expect.stringMatching(/, encrypted$/) },
    )
  })
})

describe('a secret', () => {
  const [ONE, OTHER] = ['one secret of all the instances here', 'another secret, of an instance by itself']
  const secretOf = async (url: string, secret: string) =>
    (await checkDatabase({ url, pool: 1, secret })).find(({ check }) => check === 'secret')

  it('is the one that the first instance noted, until it is changed on purpose', async () => {
    const database = await createTestDatabase()
    const { url } = database
    const address = { DATABASE_URL: url }
    expect(await secretOf(url, ONE)).toMatchObject({ state: 'ok', text: 'no instance has started yet' })
    await noteSecret(address, ONE)
    await noteSecret(address, OTHER)
    expect(await secretOf(url, ONE)).toMatchObject({ state: 'ok' })
    const differs = await secretOf(url, OTHER)
    expect(differs).toMatchObject(
      failure(/differs from the one that the instances of this database share/, /same AUTH_SECRET/),
    )
    expect(JSON.stringify(differs)).not.toContain(OTHER)
    await noteSecret(address, OTHER, { replace: true })
    expect(await secretOf(url, OTHER)).toMatchObject({ state: 'ok' })
    expect(await secretOf(url, ONE)).toMatchObject({ state: 'failure' })
    await database.drop()
  })

  it.each(['mb_app', 'mb_auth'])('leaves a fingerprint that %s neither reads nor writes', async (role) => {
    await noteSecret({ DATABASE_URL: testDatabase().url }, ONE)
    const client = new pg.Client({ connectionString: testDatabase().adminUrl })
    await client.connect()
    await client.query(`set role ${role}`)
    for (const statement of [
      'select * from deployment',
      "update deployment set secret_fingerprint = ''",
      'delete from deployment',
    ])
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    await client.end()
  })
})

describe('this machine', () => {
  const GIBIBYTE = 1024 ** 3

  it.each([-31_000, 31_000])('has a clock that is %s ms ahead of the database’s', async (ahead) => {
    const findings = await checkDatabase({ url: testDatabase().url, pool: 1 }, () => Date.now() + ahead)
    expect(findings).toContainEqual({
      check: 'clock',
      state: 'warning',
      text: expect.stringMatching(/are 3[01] seconds apart/),
      remedy: expect.stringMatching(/set-ntp true/),
    })
  })

  it.each([-25_000, 0, 25_000])('has a clock that is %s ms ahead, which is well', async (ahead) => {
    const findings = await checkDatabase({ url: testDatabase().url, pool: 1 }, () => Date.now() + ahead)
    expect(findings).toContainEqual(expect.objectContaining({ check: 'clock', state: 'ok' }))
  })

  it('has too little memory for a build', () => {
    expect(checkMachine(1.9 * GIBIBYTE, false)).toContainEqual({
      check: 'machine',
      ...failure(/about 2 GiB.*1\.9 are free/, /Add swap/),
    })
    expect(checkMachine(2.1 * GIBIBYTE, false)).not.toContainEqual(expect.objectContaining({ state: 'failure' }))
    expect(checkMachine(0.1 * GIBIBYTE, true)).not.toContainEqual(expect.objectContaining({ state: 'failure' }))
  })
})

describe('a public address', () => {
  const servers: ReturnType<typeof createServer>[] = []
  const serve = async (status: number) => {
    const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return (server.address() as AddressInfo).port
  }
  afterAll(() => {
    for (const server of servers) server.close()
  })

  it('that leads to the app is well', async () => {
    const port = await serve(200)
    expect(await checkAddress(`http://127.0.0.1:${port}`, port)).toMatchObject([{ state: 'ok' }])
  })

  it.each([
    [502, /proxy_pass/],
    [504, /proxy_pass/],
    [421, /proxy_set_header Host/],
    [404, /every path/],
  ])('whose proxy says %s while the app runs', async (status, remedy) => {
    const [proxy, app] = [await serve(status), await serve(200)]
    expect(await checkAddress(`http://127.0.0.1:${proxy}`, app)).toMatchObject([
      failure(new RegExp(`status ${status}`), remedy),
    ])
  })

  it.each([
    ['http://no-such-host.invalid', /ENOTFOUND|EAI_AGAIN/, /DNS/],
    ['http://127.0.0.1:1', /ECONNREFUSED|bad port|TypeError/, /./],
  ])('%s while the app runs', async (address, text, remedy) => {
    expect(await checkAddress(address, await serve(200))).toMatchObject([failure(text, remedy)])
  })

  it('that speaks no TLS though AUTH_URL says https', async () => {
    const port = await serve(200)
    expect(await checkAddress(`https://127.0.0.1:${port}`, port)).toMatchObject([
      failure(/does not lead to it/, /That port speaks http/),
    ])
  })

  it('that speaks TLS though AUTH_URL says http', async () => {
    const certificate = await generate([{ name: 'commonName', value: 'movies.example.org' }])
    const server = createTlsServer({ key: certificate.private, cert: certificate.cert }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    // A host that is no loopback name and leads here.
    const address = `http://0.0.0.0:${port}`
    const secure = address.replace('http:', 'https:')
    expect(await checkAddress(address, await serve(200))).toMatchObject([
      failure(/who comes by https cannot sign in/, new RegExp(`^AUTH_URL=${secure}$`)),
    ])
    server.close()
  })

  it('that nothing answers at, here neither, is no failure before the start', async () => {
    expect(await checkAddress('http://127.0.0.1:2', 2)).toMatchObject([
      { state: 'warning', remedy: expect.stringMatching(/npm start/) },
    ])
  })
})
