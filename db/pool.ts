import 'server-only'
import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import pg from 'pg'
import type { parseDatabaseEnvironment } from '@/domain/environment'
import { connectionOptions } from './connection'
import { isLostStatement } from './errors'

/** How long anybody waits for a connection of this process, or for one step of a new one. */
export const POOL_WAIT_MS = 1500
// Between continents the seven round trips of a login with TLS take two seconds.
const LOGIN_MS = 10_000

/** Gives up on a server that is silent, however far the login is; a slow one that goes on has more time. */
class PatientClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket()
    super({ ...config, stream: () => socket })
    const silent = Object.assign(new Error('connection timeout'), { code: 'ETIMEDOUT' })
    socket.setTimeout(POOL_WAIT_MS, () => socket.destroy(silent))
    this.once('connect', () => socket.setTimeout(0))
  }
}

/** Makes the connections of one process; `answerMs` is how long one waits for the answer to a statement. */
export function makePool(env: ReturnType<typeof parseDatabaseEnvironment>, answerMs: number): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(env),
    Client: PatientClient,
    max: env.DATABASE_POOL,
    connectionTimeoutMillis: LOGIN_MS,
    idleTimeoutMillis: 30_000,
    query_timeout: answerMs,
    keepAlive: true,
  })
  // The pool replaces an idle connection that breaks; without a listener the error ends the process.
  pool.on('error', () => {})
  return pool
}

/**
 * Takes a connection, to be released by the caller.
 * @throws {Error} when all of them are in use for 1.5 s, or a new one cannot be had
 */
export async function takeConnection(pool: pg.Pool): Promise<pg.PoolClient> {
  const taken = pool.connect()
  const full = pool.idleCount === 0 && pool.waitingCount > 0
  if (!full) return taken
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timeout exceeded when trying to connect')), POOL_WAIT_MS)
  })
  try {
    return await Promise.race([taken, tooLong])
  } catch (error) {
    // It comes when nobody waits for it any more.
    taken.then((client) => client.release()).catch(() => {})
    throw error
  } finally {
    clearTimeout(timer)
  }
}

// The pools behind a pooler that gives each transaction another connection of the server: it loses prepared statements.
const forgetful = new WeakSet<pg.Pool>()

/** Runs one statement, prepared where the connection keeps that. */
export async function runPrepared<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = await takeConnection(pool)
  const onError = () => {}
  client.on('error', onError)
  try {
    const name = forgetful.has(pool) ? undefined : nameOf(text)
    const { rows } = await client.query<Row>({ text, values, name }).catch((error) => {
      // Nothing of it has run.
      if (!isLostStatement(error)) throw error
      forgetful.add(pool)
      return client.query<Row>({ text, values })
    })
    client.off('error', onError)
    client.release()
    return rows
  } catch (error) {
    client.off('error', onError)
    client.release(true)
    throw error
  }
}

// By its text, since releases share what a pooler's connections have prepared.
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 20)
}
