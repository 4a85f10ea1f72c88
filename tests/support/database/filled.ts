import type pg from 'pg'
import { newId } from '@/db/ids'
import { addInvitation, grant } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { createWorld } from '@/tests/support/models/world'
import { sql } from './sql'
import { tableNames } from './tables'

/** Texts that a careless copy changes: COPY's own marks, line ends, quotes, other scripts, a lone escape. */
const ODD_TITLES = ['\\.', '\\N', 'it\'s "so"', 'ÆØÅ ﬁ 東京 🎬', 'COPY users FROM stdin;', '\\']

/**
 * Fills every table of the database of this test file, some with texts that are hard to copy.
 * @throws {Error} when a table stays empty, so that a new one gets its row here
 */
export async function fillEveryTable(): Promise<void> {
  const { owner, target } = await createWorld()
  const [ana, ben] = [await addPerson('Ana'), await addPerson('Ben')]
  for (const title of ODD_TITLES)
    await sql(
      `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       values ($1, $2, $3, $3, 'DVD', 90, 2001, 4, $4, $4)`,
      [ana.bucketId, newId(), title, ana.userId],
    )
  await grant(ana.bucketId, { user: ben }, 'editor')
  await addInvitation(ana, { bucketId: ana.bucketId }, 'viewer', { email: 'carl@example.org' })
  await sql("insert into invitation_accounts select id, 'github-1' from invitations limit 1")
  await sql(
    "insert into accounts (user_id, type, provider, provider_account_id) select id, 'oauth', 'github', id::text from users",
  )
  await sql(
    `insert into api_tokens (id, user_id, token_hash, name, scope, expires_at)
     values ($1, $2, 'hash', 'ci', 'read', 'infinity')`,
    [newId(), ana.userId],
  )
  await sql(
    `insert into idempotency_keys (user_id, key, request_hash, answer) values ($1, 'k', 'h', '{"b": 1,  "a\\n": "\\u00e9"}')`,
    [ana.userId],
  )
  await sql("insert into import_mappings (user_id, header_hash, settings) values ($1, 'h', '{}')", [ana.userId])
  await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [ben.userId, owner.userId])
  await sql('insert into removed_users (id) values ($1)', [newId()])
  await sql('update import_rows set raw = E\'["a\\tb\\r\\n\\\\.\\n"]\' where bucket_id = $1', [target.owner.bucketId])
  await sql("insert into backups (taken_at, bytes, verified) values (now() - interval '1 day', 9007199254740993, true)")
  await sql("insert into deployment (secret_fingerprint) values ('of a secret')")
  await sql("insert into provider_issuers values ('github', 'https://github.com')")
  await sql("insert into film_facts values (1, '\\.', '\\.', 1979, null), (2, 'Tab\\t', 'tab', 1979, 117)")
  const empty = []
  for (const name of await tableNames()) if ((await sql(`select from ${name} limit 1`)).length === 0) empty.push(name)
  if (empty.length > 0) throw new Error(`These tables have no rows: ${empty.join(', ')}`)
}

/** The rows of every table, in an order that is the same on every server, by another way than a backup takes. */
export async function readEveryTable(database: pg.Pool): Promise<Record<string, string[]>> {
  const names = await database.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  )
  const tables: Record<string, string[]> = {}
  for (const { name } of names.rows) {
    const { rows } = await database.query<{ row: string }>(`select t::text as row from ${name} t`)
    tables[name] = rows.map(({ row }) => row).sort()
  }
  return tables
}
