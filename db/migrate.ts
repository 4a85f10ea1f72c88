import 'server-only'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import { connectionOptions } from './connection'
import { HAS_ROLES } from './inspect'

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))

// Any number that no other lock in the database uses.
const LOCK = 7_246_301

/**
 * Brings the database's schema up to this version; does nothing when it is up to date.
 * Several processes may call it at once: they take turns. A migration that waits longer than
 * 5 seconds for a table in use gives up, so that it never blocks the queries behind it.
 * @returns how many migrations ran
 * @throws the driver's error when the database is unreachable or refuses, an Error when migrations are missing
 */
export async function migrate(
  databaseUrl: string,
  ca = process.env.DATABASE_CA,
  folder = FOLDER,
): Promise<{ applied: number }> {
  requireComplete(folder)
  const address = { DATABASE_URL: databaseUrl, DATABASE_CA: ca }
  const client = new pg.Client({ ...connectionOptions(address), connectionTimeoutMillis: 10_000 })
  // A connection that breaks also fails its query; without a listener the error would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    // One transaction, and nothing set for the session: a pooler may give the next transaction another one, with the lock
    // left in this one.
    await client.query("begin; set local lock_timeout = '120s'; set local client_min_messages = error")
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    await client.query("set local lock_timeout = '5s'; set local statement_timeout = 0")
    const before = await countApplied(client)
    await closeTemporaryTables(client)
    await applyUntil(client, Infinity, folder)
    const applied = (await countApplied(client)) - before
    await client.query('commit')
    return { applied }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits for processes that migrate, and lets others wait until the end of the transaction; then waits 5 s for a table. */
export const TAKE_TURN = `set local lock_timeout = '120s'; select pg_advisory_xact_lock(${LOCK}); set local lock_timeout = '5s'`

/** The migration that a schema ends with, by `when` of the journal; undefined if this version does not have it. */
export function findMigration(when: number): { name: string; when: number } | undefined {
  const entry = readJournal(FOLDER).entries.find((each) => each.when === when)
  return entry && { name: entry.tag, when }
}

/**
 * Brings the schema to where a migration left it, within the caller's transaction, and notes what it applies as Drizzle's
 * own migrator does.
 */
export async function applyUntil(client: pg.Client, when: number, folder = FOLDER): Promise<void> {
  requireComplete(folder)
  await client.query(`create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`)
  const { rows } = await client.query<{ newest: string }>(
    'select coalesce(max(created_at), 0)::text as newest from drizzle.__drizzle_migrations',
  )
  const newest = Number(rows[0]?.newest)
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: folder })) {
    if (folderMillis <= newest || folderMillis > when) continue
    for (const statement of sql)
      if (!MAKES_ROLES.test(statement) || !(await hasGivenRoles(client))) await client.query(statement)
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ])
  }
}

// The one statement that makes the roles and takes them for the login, and does nothing else.
const MAKES_ROLES = /^(--.*\n)*DO \$\$[^$]*CREATE ROLE %I/

/** Whether the login may make no roles, and needs to make none: an administrator made them and let it take them. */
async function hasGivenRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ given: boolean }>(`
    select not (select rolcreaterole or rolsuper from pg_roles where rolname = current_user)
      and (${HAS_ROLES}) as given`)
  return rows[0]?.given ?? false
}

function readJournal(folder: string): { entries: { tag: string; when: number }[] } {
  const journal = join(folder, 'meta/_journal.json')
  if (!existsSync(journal))
    throw new Error(`${journal} is missing, so no migration can run. Install this version again.`)
  return JSON.parse(readFileSync(journal, 'utf8'))
}

// The migrator applies what the journal lists: without it, or without an entry, it would do nothing and say nothing.
function requireComplete(folder: string): void {
  const { entries } = readJournal(folder)
  const listed = entries.map(({ tag }) => `${tag}.sql`).sort()
  const present = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const odd = [...listed.filter((name) => !present.includes(name)), ...present.filter((name) => !listed.includes(name))]
  if (listed.length > 0 && odd.length === 0) return
  throw new Error(
    `The migrations in ${folder} and their journal differ (${odd.join(', ') || 'both are empty'}). Install this version again.`,
  )
}

// Every login may make temporary tables in a new database, and a function may find such a table instead of the real one.
// A privilege of a database is neither dumped nor copied with it, so this runs each time.
async function closeTemporaryTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  await client.query(`revoke temporary on database ${rows[0]?.name} from public`)
}

async function countApplied(client: pg.Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as there")
  if (!rows[0]?.there) return 0
  const count = await client.query('select count(*)::int as count from drizzle.__drizzle_migrations')
  return count.rows[0]?.count ?? 0
}
