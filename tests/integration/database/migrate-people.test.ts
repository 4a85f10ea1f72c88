import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { cleanName } from '@/domain/account/name'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database/database'
import { migrateUntil } from '@/tests/support/database/migrate-until'

/*
 * What the migration `people` makes of the accounts and names that the release before stored.
 */

const NAMES = [
  'Ana',
  null,
  '',
  ' \t ',
  `Zoë ${'x'.repeat(60_000)}`,
  'Ana\r\nBcc: all@example.org',
  'evil\u202Eexe.png',
  'e\u0301ve\u0000'.replace('\u0000', ''),
  '\u2028Line\u2029',
  `${'é'.repeat(49)} x`,
]

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase({ empty: true })
  await migrateUntil(database, 'people')
  for (const [at, name] of NAMES.entries())
    await query('insert into users (id, name, email) values ($1, $2, $3)', [idOf(at), name, `p${at}@example.org`])
  for (const [at, provider, subject, day] of [
    [0, 'github', 'newer', 2],
    [0, 'github', 'oldest', 1],
    [0, 'github', 'newest', 3],
    [0, 'google', 'only', 5],
    [1, 'github', 'of another person', 4],
  ])
    await query(
      `insert into accounts (user_id, type, provider, provider_account_id, created_at)
       values ($1, 'oauth', $2, $3, make_timestamptz(2026, 1, $4, 0, 0, 0))`,
      [idOf(Number(at)), provider, subject, day],
    )
  await migrate(database.url)
})

afterAll(() => database.drop())

const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
const query = async (text: string, values: unknown[] = []) => (await database.admin.query(text, values)).rows

it('keeps the oldest account of each provider', async () => {
  const rows = await query('select user_id as id, provider_account_id as subject from accounts order by created_at')
  expect(rows).toEqual([
    { id: idOf(0), subject: 'oldest' },
    { id: idOf(1), subject: 'of another person' },
    { id: idOf(0), subject: 'only' },
  ])
})

it('makes of each name what a sign-in makes of it', async () => {
  const rows = await query('select name from users order by id')
  expect(rows.map(({ name }) => name)).toEqual(NAMES.map((name) => cleanName(name)))
})

it.each(NAMES)('takes %j from the release before, which cleans no name', async (name) => {
  const [row] = await query(
    "insert into users (id, name, email) values (gen_random_uuid(), $1, gen_random_uuid() || '@example.org') returning name",
    [name],
  )
  expect(row?.name).toBe(cleanName(name))
})

it('tells nobody of accounts that were there', async () => {
  expect(await query('select from account_notices')).toEqual([])
})

it('serves the release before: its statements work', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query("select session_id, user_id, name, email from session_actor('x')")
  expect(rows).toEqual([])
  await client.query('begin; set local role mb_auth')
  await client.query(
    "insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', 'oidc', 'x')",
    [idOf(1)],
  )
  await client.query("update accounts set login = 'ana' where provider = 'github' and provider_account_id = 'oldest'")
  await client.query('rollback')
  await client.end()
})
