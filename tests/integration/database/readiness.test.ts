import { afterEach, expect, it } from 'vitest'
import { closePool } from '@/db/client'
import { checkReadiness } from '@/db/health'
import { createTestDatabase } from '@/tests/support/database/database'

const url = process.env.DATABASE_URL
afterEach(async () => {
  await closePool()
  process.env.DATABASE_URL = url
})

const ok = 'ok'
const POLICIES = `do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = 'movies' loop
    execute format('drop policy %I on movies', p.policyname); end loop; end $$`

it.each([
  ['as this build made it', 'select 1', ok, ok],
  [
    'newer than this build',
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9e15)",
    ok,
    ok,
  ],
  [
    'older than this build',
    'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    /^missing: run npm run db:migrate/,
    'unknown',
  ],
  ['empty', 'drop schema drizzle cascade', /^missing/, 'unknown'],
  ['a standby', 'alter database $db set default_transaction_read_only = on', ok, /^read-only/],
  ['restored without its policies', POLICIES, ok, /^the policies are missing: run npm run doctor/],
  ['restored without its grants', 'revoke select on movies from mb_app', ok, /^mb_app may not read the tables/],
])('a database that is %s', async (_, statement, migrations, access) => {
  const database = await createTestDatabase()
  await database.admin.query(statement.replace('$db', database.name))
  await closePool()
  process.env.DATABASE_URL = database.url
  const matching = (text: string | RegExp) => (typeof text === 'string' ? text : expect.stringMatching(text))
  expect(await checkReadiness()).toEqual({
    database: ok,
    migrations: matching(migrations),
    access: matching(access),
  })
  await closePool()
  await database.drop()
})
