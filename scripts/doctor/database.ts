import { TLSSocket } from 'node:tls'
import pg from 'pg'
import { connectionOptions } from '@/db/connection'
import { findDefect, type Query } from '@/db/inspect'
import journal from '@/db/migrations/meta/_journal.json'
import { describeDatabaseError, describeDefect } from '@/scripts/database-trouble'
import { sharesSecret } from '@/scripts/shared-secret'
import { type Finding, failure, ok, warning } from './finding'

export type Address = {
  url: string
  ca?: string
  pool: number
  /** AUTH_SECRET, where other instances may share the database. */
  secret?: string
}

const PATIENCE_MS = 8000
const OLDEST = 150_000
const MOST_SECONDS_APART = 30
const UNDEFINED_TABLE = ['42P01', '3F000']

/**
 * Checks an operator's database as the app's login sees it. Changes nothing. `now` is this machine's clock, in
 * milliseconds.
 */
export async function checkDatabase(address: Address, now: () => number = Date.now): Promise<Finding[]> {
  const { url, ca } = address
  let client: pg.Client | undefined
  try {
    const options = connectionOptions({ DATABASE_URL: url, DATABASE_CA: ca })
    client = new pg.Client({ ...options, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS })
    client.on('error', () => {})
    await client.connect()
    return await inspect(client, address, now)
  } catch (error) {
    const [text = '', ...remedy] = describeDatabaseError(error, url).split('\n')
    return [failure('database', text, remedy.join(' ') || undefined)]
  } finally {
    await client?.end().catch(() => {})
  }
}

async function inspect(client: pg.Client, address: Address, now: () => number): Promise<Finding[]> {
  const asked = now()
  const { rows } = await client.query<Facts>(FACTS)
  const [facts] = rows
  if (!facts) return []
  const findings = [
    facts.number < OLDEST
      ? failure('database', `PostgreSQL ${facts.version} is too old.`, 'Use version 15 or newer.')
      : ok('database', `PostgreSQL ${facts.version}, ${isEncrypted(client) ? 'encrypted' : 'not encrypted'}`),
    clock(Number(facts.epoch) * 1000 - (asked + now()) / 2),
    connections(facts, address.pool),
  ]
  return [...findings, ...(await schema(client, address))]
}

type Facts = { version: string; number: number; epoch: string; most: number; taken: number }

const FACTS = `
  select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
    extract(epoch from clock_timestamp())::text as epoch,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as taken`

// The way from here, which may end at a pooler.
const isEncrypted = (client: pg.Client) => client.connection.stream instanceof TLSSocket

function clock(apartMs: number): Finding {
  const seconds = Math.round(Math.abs(apartMs) / 1000)
  if (seconds <= MOST_SECONDS_APART) return ok('clock', 'this machine and the database agree')
  return warning(
    'clock',
    `This machine's clock and the database's are ${seconds} seconds apart: sign-ins fail, and times are wrong.`,
    'Turn on time synchronisation on both (timedatectl set-ntp true).',
  )
}

function connections({ most, taken }: Facts, pool: number): Finding {
  const left = most - taken
  if (left >= pool) return ok('connections', `${left} of ${most} are left, and a process takes up to ${pool}`)
  return warning(
    'connections',
    `${left} of ${most} connections are left, and each process takes up to ${pool} (DATABASE_POOL).`,
    'Raise max_connections, or lower DATABASE_POOL: instances × DATABASE_POOL has to fit.',
  )
}

async function shared(query: Query, secret: string): Promise<Finding> {
  const same = await sharesSecret(query, secret)
  if (same !== false) return ok('secret', same ? 'the one of all instances' : 'no instance has started yet')
  return failure(
    'secret',
    'AUTH_SECRET differs from the one that the instances of this database share: sign-ins begun at one fail at another.',
    'Give all the same AUTH_SECRET. If you changed it on purpose: npm run accept-secret, and start all again.',
  )
}

async function schema(client: pg.Client, { url, secret }: Address): Promise<Finding[]> {
  const built = journal.entries
  try {
    const { rows } = await client.query<{ applied: number; newest: string | null }>(
      'select count(*)::int as applied, max(created_at)::text as newest from drizzle.__drizzle_migrations',
    )
    const newest = Number(rows[0]?.newest ?? 0)
    const missing = built.filter(({ when }) => when > newest).length
    if (missing > 0) return [failure('schema', `${missing} migrations are missing.`, 'npm run db:migrate')]
    const isNewer = newest > (built.at(-1)?.when ?? 0)
    const query: Query = async (text) => (await client.query(text)).rows
    const defect = await findDefect(query)
    const [text = '', ...remedy] = defect ? describeDefect(defect, url).split('\n') : []
    return [
      isNewer
        ? warning(
            'schema',
            'The schema is newer than this copy. It works; features may be missing.',
            'Deploy the newer version here too.',
          )
        : ok('schema', 'up to date'),
      defect ? failure('access', text, remedy.join(' ')) : ok('access', 'roles, grants and policies are there'),
      ...(secret && !defect ? [await shared(query, secret)] : []),
    ]
  } catch (error) {
    if (!UNDEFINED_TABLE.includes((error as { code?: string }).code ?? '')) throw error
    return [failure('schema', 'The database is empty.', 'npm run db:migrate, or npm start, which does it too.')]
  }
}
