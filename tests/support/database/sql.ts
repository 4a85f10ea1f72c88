import pg from 'pg'
import { openedDatabase } from './database'

/**
 * Runs a statement past the policies: to arrange a test and to look at its outcome. In the database of the test file,
 * or of the server under test.
 */
export async function sql<Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  const { DATABASE_URL: url = '' } = process.env
  const own = openedDatabase()
  // Tests of durability connect db/ to a server of their own.
  const database = own?.url === url ? own.admin : poolOf(url)
  return (await database.query(text, values)).rows as Row[]
}

/** The same for several statements on one connection; `databaseUrl` is that of a server that a test started for itself. */
export async function withDatabase<T>(
  databaseUrl: string | undefined,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  // Such a server comes and goes, so no connection to it is kept.
  if (databaseUrl) return withClient(databaseUrl, work)
  const client = await poolOf(process.env.DATABASE_URL ?? '').connect()
  try {
    const result = await work(client)
    client.release()
    return result
  } catch (error) {
    // Its transaction may be open: no other work gets it.
    client.release(true)
    throw error
  }
}

async function withClient<T>(connectionString: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Connections by database: opening one costs more than most statements. */
const pools = new Map<string, pg.Pool>()

function poolOf(connectionString: string): pg.Pool {
  const open = pools.get(connectionString)
  if (open) return open
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true })
  // Dropping a database ends the connections to it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  pools.set(connectionString, pool)
  return pool
}
