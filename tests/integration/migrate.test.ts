import pg from 'pg'
import { expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { createTestDatabase } from '../support/database'

it('brings an empty database up to date once, however many processes try at the same time', async () => {
  const database = await createTestDatabase({ empty: true })
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)))
  const applied = results.map((result) => result.applied).sort((a, b) => b - a)
  expect(applied[0]).toBeGreaterThan(0)
  expect(applied.slice(1)).toEqual([0, 0, 0])
  expect(await migrate(database.url)).toEqual({ applied: 0 })
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

it('gives up on a table in use instead of holding up everybody behind it', async () => {
  const database = await createTestDatabase({ empty: true })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('begin; create table blocker (id int)')
  // The lock on the journal's schema is held by a transaction that does not end.
  await client.query('create schema drizzle')
  const started = performance.now()
  await expect(migrate(database.url)).rejects.toMatchObject({ cause: { code: '55P03' } })
  expect(performance.now() - started).toBeLessThan(15_000)
  await client.end()
  await database.drop()
}, 30_000)
