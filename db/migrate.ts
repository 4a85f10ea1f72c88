import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { connectionOptions } from './connection'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))
const journal = `${folder}/meta/_journal.json`

// Any number that no other lock in the database uses.
const LOCK = 7_246_301

/**
 * Brings the database's schema up to this version; does nothing when it is up to date.
 * Several processes may call it at once: they take turns. A migration that waits longer than
 * 5 seconds for a table in use gives up, so that it never blocks the queries behind it.
 * @returns how many migrations ran
 * @throws the driver's error when the database is unreachable or refuses
 */
export async function migrate(databaseUrl: string, ca = process.env.DATABASE_CA): Promise<{ applied: number }> {
  const known = existsSync(journal) ? JSON.parse(readFileSync(journal, 'utf8')).entries.length : 0
  if (known === 0) return { applied: 0 }

  const address = { DATABASE_URL: databaseUrl, DATABASE_CA: ca }
  const client = new pg.Client({ ...connectionOptions(address), connectionTimeoutMillis: 10_000 })
  // A connection that breaks also fails its query; without a listener the error would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query("set lock_timeout = '120s'")
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query("set lock_timeout = '5s'; set statement_timeout = 0; set client_min_messages = warning")
    const before = await countApplied(client)
    await applyMigrations(drizzle(client), { migrationsFolder: folder })
    return { applied: (await countApplied(client)) - before }
  } finally {
    // The end of the session releases the lock.
    await client.end().catch(() => {})
  }
}

async function countApplied(client: pg.Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as there")
  if (!rows[0]?.there) return 0
  const count = await client.query('select count(*)::int as count from drizzle.__drizzle_migrations')
  return count.rows[0]?.count ?? 0
}
