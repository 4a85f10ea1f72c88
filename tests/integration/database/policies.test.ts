import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Permissions } from '@/db/permissions'
import { createTestDatabase, type TestDatabase, testDatabase } from '@/tests/support/database/database'
import { dropPermissions, permissionsOf, policyFiles } from '@/tests/support/database/permissions'

const NEW_FUNCTION = 'create function extra() returns int language sql as $$ select 1 $$'

let migrated: Permissions
let bare: TestDatabase

beforeAll(async () => {
  migrated = await permissionsOf(testDatabase().admin)
  bare = await createTestDatabase()
  await dropPermissions(bare.admin)
})

afterAll(() => bare.drop())

it('the bare tables allow nothing', async () => {
  const left = [...(await permissionsOf(bare.admin))].filter(
    ([name, text]) => text !== 'nothing' && text !== 'f, f' && name !== 'grants of schema public',
  )
  expect(left).toEqual([])
  expect(migrated.size).toBeGreaterThan(100)
})

it('db/policies says what the migrations make, and nothing else', async () => {
  const client = await bare.admin.connect()
  try {
    // As the login that migrates, who owns the tables. Functions may call each other in any order.
    await client.query('set role moviebucket; set check_function_bodies = off')
    for (const { name, text } of policyFiles())
      await client.query(text).catch((error: Error) => expect.fail(`db/policies/${name}: ${error.message}`))
  } finally {
    client.release(true)
  }
  expect(await differences()).toEqual([])
})

it.each([
  ['a new function', NEW_FUNCTION, ['function extra()', 'grants of function extra()']],
  ['another body', bodyOf('SELECT null::uuid'), ['function readable_buckets()']],
  ['another policy', 'alter policy read on groups using (true)', ['policy read on groups']],
  ['a dropped policy', 'drop policy leave on grants', ['policy leave on grants']],
  ['a dropped trigger', 'drop trigger rows_go_with_it on imports', ['trigger rows_go_with_it on imports']],
  ['a table left open', 'alter table blocks disable row level security', ['row-level security of blocks']],
  ['a grant on a table', 'grant update on movie_changes to mb_app', ['grants of table movie_changes']],
  ['a grant on a column', 'grant update (email) on users to mb_app', ['grants of column users.email']],
  ['a grant on a function', 'grant execute on function actor_id() to public', ['grants of function actor_id()']],
  ['a grant on the schema', 'grant create on schema public to mb_app', ['grants of schema public']],
  ['but no comment', bodyOf('SELECT bucket_id -- why\n FROM public.bucket_roles()'), []],
])('a difference is named: %s', async (_, change, names) => {
  const client = await bare.admin.connect()
  try {
    await client.query('begin')
    await client.query(change)
    expect((await differences(client)).map(({ name }) => name)).toEqual(names)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

/** The statement that gives readable_buckets() another body. */
function bodyOf(body: string): string {
  return `create or replace function readable_buckets() returns setof uuid
    language sql stable security definer set search_path = '' as $$ ${body} $$`
}

/** The objects that are not in both, or not alike. */
async function differences(database: Pick<pg.Pool, 'query'> = bare.admin) {
  const written = await permissionsOf(database)
  const names = [...new Set([...migrated.keys(), ...written.keys()])].sort()
  return names
    .map((name) => ({ name, migrations: migrated.get(name), policies: written.get(name) }))
    .filter(({ migrations, policies }) => migrations !== policies)
}
