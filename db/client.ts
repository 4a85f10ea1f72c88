import 'server-only'
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { parseDatabaseEnvironment } from '@/domain/environment'
import { connectionOptions } from './connection'
import { isConnectionError, isSerializationError, toAppError } from './errors'
import { isId, isPublicKey } from './ids'

/** A signed-in person. Data functions take one as a parameter; none reads a session. */
export type Actor = { userId: string }

/** One transaction, as a role that owns nothing. */
export type Database = NodePgDatabase

type Scope = { write: boolean; openKey?: string }

const POOL_WAIT_MS = 1500
const STATEMENT_MS = 15_000
// Longer than the server takes to stop a statement: only a network that loses the answer gets here.
const ANSWER_MS = STATEMENT_MS + 1000
const ATTEMPTS = 3

// One pool per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & { moviebucketPool?: pg.Pool }

function pool(): pg.Pool {
  if (!shared.moviebucketPool) {
    const env = parseDatabaseEnvironment(process.env)
    shared.moviebucketPool = new pg.Pool({
      ...connectionOptions(env),
      max: env.DATABASE_POOL,
      connectionTimeoutMillis: POOL_WAIT_MS,
      idleTimeoutMillis: 30_000,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    })
    // The pool replaces an idle connection that breaks; without a listener the error ends the process.
    shared.moviebucketPool.on('error', () => {})
  }
  return shared.moviebucketPool
}

/**
 * Runs `work` in one transaction under the policies, as a signed-in person or, with null, as a signed-out visitor.
 * `openKey` is the key of a public page and makes its bucket readable.
 * Serialization failures and deadlocks are retried, so `work` may run up to three times.
 * @throws {AppError} `unavailable` when the database cannot be reached or no connection is free within 1.5 s
 */
export function asActor<T>(actor: Actor | null, scope: Scope, work: (db: Database) => Promise<T>): Promise<T> {
  const settings = [setting('mb.user_id', actor?.userId, isId), setting('mb.open_key', scope.openKey, isPublicKey)]
  return inTransaction(`set local role mb_app; ${settings.join('; ')}`, scope.write, work)
}

/** Runs `work` in one transaction of the sign-in flow, which sees only users, accounts and sessions. */
export function asSignIn<T>(work: (db: Database) => Promise<T>): Promise<T> {
  return inTransaction('set local role mb_auth', true, work)
}

/** Runs one fixed statement of the server itself (a session's user, a rate limit, the purge) in one round trip. */
export async function asServer<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return (await pool().query<Row>({ text, values, name: text.slice(0, 60) })).rows
  } catch (error) {
    throw toAppError(error)
  }
}

/**
 * Turns off nested-loop joins for the rest of a transaction. Just after thousands of rows were added to a table, the
 * planner still takes it for empty and would choose one.
 */
export async function joinByHash(db: Database): Promise<void> {
  await db.execute(sql`set local enable_nestloop = off`)
}

/** Closes every connection, at the end of a process. */
export async function closePool(): Promise<void> {
  const open = shared.moviebucketPool
  shared.moviebucketPool = undefined
  await open?.end()
}

// The values become part of a statement's text, so their shape is checked here.
function setting(name: string, value: string | undefined, fits: (text: string) => boolean): string {
  if (value !== undefined && !fits(value)) throw new TypeError(`${name} does not fit`)
  return `set local ${name} = '${value ?? ''}'`
}

async function inTransaction<T>(prelude: string, write: boolean, work: (db: Database) => Promise<T>): Promise<T> {
  // One text, one round trip: separate ones for begin, role and user doubled the cost of a read.
  const begin = `begin ${write ? '' : 'read only'}; ${prelude}; set local statement_timeout = ${STATEMENT_MS}`
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(begin, write, work)
    } catch (error) {
      if (attempt < ATTEMPTS && isSerializationError(error)) continue
      throw toAppError(error)
    }
  }
}

async function attemptTransaction<T>(begin: string, write: boolean, work: (db: Database) => Promise<T>): Promise<T> {
  const client = await pool().connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  const release = (error?: Error) => {
    client.off('error', onError)
    client.release(error ?? broken)
  }
  try {
    await client.query(begin)
    const result = await work(drizzle(client))
    // A reader loses nothing by a failed commit, so it does not wait for it.
    if (write) await client.query('commit')
    else {
      client.query('commit').then(() => release(), release)
      return result
    }
    release()
    return result
  } catch (error) {
    if (isConnectionError(error)) release(error as Error)
    else await client.query('rollback').then(() => release(), release)
    throw error
  }
}
