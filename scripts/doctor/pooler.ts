import pg from 'pg'
import { connectionOptions } from '@/db/connection'
import { describeDatabaseError } from '@/scripts/database-trouble'
import { type Finding, failure, ok, warning } from './finding'

type Place = { url: string; ca?: string }

const PATIENCE_MS = 3000
const PID = 'select pg_backend_pid() as pid'

/**
 * Says which kind of pooler stands before the database, and what that means; nothing where there is none. Two connections
 * show it: in transaction mode the second gets the server's process that the first one had.
 */
export async function checkPooler(place: Place): Promise<Finding[]> {
  const [one, other] = [clientOf(place), clientOf(place)]
  try {
    await Promise.all([one.connect(), other.connect()])
    const own = await pidOf(one)
    // A pooler gives keys of its own to cancel by: the process behind them is unknown to the client.
    if (own === keyOf(one)) return []
    await other.query('begin')
    const others = await pidOf(other)
    const shares = others === own || (await pidOf(one)) !== own
    return [shares ? ok('pooler', TRANSACTIONS) : ok('pooler', SESSIONS)]
  } catch (error) {
    if (/statement pooling/.test((error as Error).message)) {
      const [text = '', remedy] = describeDatabaseError(error, place.url).split('\n')
      return [failure('pooler', text, remedy)]
    }
    if (keyOf(one) === undefined) return []
    return /timeout/i.test((error as Error).message) ? [warning('pooler', FULL, MORE)] : []
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => {})))
  }
}

const TRANSACTIONS =
  'there is one, in transaction mode, which is enough. Before pgbouncer 1.21 (max_prepared_statements = 200) it keeps no prepared statements, and each is planned anew'
const SESSIONS = 'there is one, in session mode: its default_pool_size has to cover instances × DATABASE_POOL'
const FULL = 'The pooler before the database has no second connection for this database within 3 seconds.'
const MORE = 'Raise default_pool_size there, or set pool_mode = transaction.'

function clientOf({ url, ca }: Place): pg.Client {
  const client = new pg.Client({
    ...connectionOptions({ DATABASE_URL: url, DATABASE_CA: ca }),
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  })
  client.on('error', () => {})
  return client
}

const pidOf = async (client: pg.Client) => (await client.query<{ pid: number }>(PID)).rows[0]?.pid

// The driver's types do not have it.
const keyOf = (client: pg.Client) => (client as unknown as { processID?: number | null }).processID ?? undefined
