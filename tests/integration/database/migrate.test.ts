import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { sortTitle } from '@/domain/movies/title'
import { root } from '@/scripts/start/project'
import { createTestDatabase } from '@/tests/support/database/database'

it('brings an empty database up to date once, however many processes try at the same time', async () => {
  const database = await createTestDatabase({ empty: true })
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)))
  const applied = results.map((result) => result.applied).sort((a, b) => b - a)
  expect(applied[0]).toBeGreaterThan(0)
  expect(applied.slice(1)).toEqual([0, 0, 0])
  expect(await migrate(database.url)).toEqual({ applied: 0 })
  await database.drop()
})

it('files what is there already as it would be filed now, whichever apostrophe it has', async () => {
  const database = await createTestDatabase()
  const title = 'Ocean’s ‘Eleven’ – “Twelve”‐‑‒—―'
  const id = '00000000-0000-4000-8000-000000000001'
  await database.admin.query('insert into users (id, email) values ($1, $2)', [id, 'ana@example.org'])
  await database.admin.query("insert into buckets (id, owner_id, name) values ($1, $1, 'Films')", [id])
  await database.admin.query(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     values ($1, $1, $2, lower($2), 'DVD', 90, 2001, 4, $1, $1)`,
    [id, title],
  )
  await database.admin.query(readFileSync(`${root}/db/migrations/0009_plain_marks.sql`, 'utf8'))
  const { rows } = await database.admin.query('select sort_title from movies')
  expect(rows).toEqual([{ sort_title: sortTitle(title) }])
  await database.drop()
})

it.each([
  ['without the journal', 'meta/_journal.json', /_journal.json is missing/],
  ['without a migration', '0001_policies.sql', /differ \(0001_policies.sql\)/],
])('refuses a copy %s, and changes nothing', async (_, missing, reason) => {
  const database = await createTestDatabase({ empty: true })
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-migrations-'))
  cpSync(`${root}/db/migrations`, folder, { recursive: true })
  rmSync(join(folder, missing))
  await expect(migrate(database.url, undefined, folder)).rejects.toThrow(reason)
  const { rows } = await database.admin.query("select to_regclass('movies') as there")
  expect(rows).toEqual([{ there: null }])
  rmSync(folder, { recursive: true })
  await database.drop()
})

it('lets only the owner of the database make temporary tables', async () => {
  const database = await createTestDatabase({ empty: true })
  const mayAll = "select has_database_privilege('mb_app', current_database(), 'temporary') as app"
  await migrate(database.url)
  expect((await database.admin.query(mayAll)).rows).toEqual([{ app: false }])
  // As after a restore: every database is open at first.
  await database.admin.query(`grant temporary on database ${database.name} to public`)
  expect((await database.admin.query(mayAll)).rows).toEqual([{ app: true }])
  await migrate(database.url)
  expect((await database.admin.query(mayAll)).rows).toEqual([{ app: false }])
  await database.drop()
})

it('leaves the login unable to pass the policies by itself becoming more', async () => {
  const database = await createTestDatabase()
  const { rows } = await database.admin.query(
    "select rolname from pg_roles where rolname like 'mb\\_%' and (rolsuper or rolbypassrls or rolcanlogin)",
  )
  expect(rows).toEqual([])
  await database.drop()
})

it('gives up on a table in use instead of blocking the queries behind it', async () => {
  const database = await createTestDatabase({ empty: true })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('begin; create table blocker (id int)')
  // The lock on the journal's schema is held by a transaction that does not end.
  await client.query('create schema drizzle')
  await expect(migrate(database.url)).rejects.toMatchObject({ cause: { code: '55P03' } })
  await client.end()
  await database.drop()
}, 30_000)
