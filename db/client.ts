import 'server-only'
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Quotas } from '@/domain/account/quota'
import { parseDatabaseEnvironment, parseQuotas } from '@/domain/environment'
import { isConnectionError, isSerializationError, toAppError, toCommitError } from './errors'
import { isId, isPublicKey } from './ids'
import { makePool, POOL_WAIT_MS, runPrepared, takeConnection } from './pool'
import { makeTurns, type Shares, type Turns } from './turns'

/** A signed-in person. Data functions take one as a parameter; none reads a session. */
export type Actor = { userId: string }

/** One transaction, as a role that owns nothing. */
export type Database = NodePgDatabase

type Scope = { write: boolean; openKey?: string }

const STATEMENT_MS = 15_000
// A visitor is nobody: a page that takes longer is one that nobody waits for.
const VISITOR_STATEMENT_MS = 5000
/** How long a write waits for another one of the same rows; a change of a whole bucket takes longer. */
export const LOCK_MS = 2000
// Longer than the server takes to stop a statement: only a network that loses the answer gets here.
const ANSWER_MS = STATEMENT_MS + 1000
const ATTEMPTS = 3

/** The connections of this process, and the queue in which people and visitors wait for one. */
type Connections = { pool: pg.Pool; turns: Turns; places: number; quotas: Quotas }

// One pool per process, even when a bundler loads this module twice.
const shared = globalThis as typeof globalThis & { moviebucketConnections?: Connections }

function connections(): Connections {
  if (!shared.moviebucketConnections) {
    const env = parseDatabaseEnvironment(process.env)
    const pool = makePool(env, ANSWER_MS)
    // The rest is for sign-in, sessions and health, whatever people do.
    const places = env.DATABASE_POOL - Math.min(2, Math.floor(env.DATABASE_POOL / 2))
    const quotas = parseQuotas(process.env)
    shared.moviebucketConnections = { pool, places, quotas, turns: makeTurns(places, POOL_WAIT_MS) }
  }
  return shared.moviebucketConnections
}

/**
 * Runs `work` in one transaction under the policies, as a signed-in person or, with null, as a signed-out visitor.
 * `openKey` is the key of a public page and makes its bucket readable.
 * Serialization failures and deadlocks are retried, so `work` may run up to three times.
 * @throws {AppError} `unavailable` when the database cannot be reached or has no room, no connection is free within 1.5 s,
 * or a write waits more than 2 s for another one; if the database went away during the commit, its message says so
 */
export function asActor<T>(actor: Actor | null, scope: Scope, work: (db: Database) => Promise<T>): Promise<T> {
  const settings = [
    setting('mb.user_id', actor?.userId, isId),
    setting('mb.open_key', scope.openKey, isPublicKey),
    `set local statement_timeout = ${actor ? STATEMENT_MS : VISITOR_STATEMENT_MS}`,
  ]
  if (scope.write) settings.push(`set local mb.quotas = '${JSON.stringify(hardLimits())}'`)
  const shares = sharesOf(actor, scope)
  return inTransaction({ prelude: `set local role mb_app; ${settings.join('; ')}`, write: scope.write, shares }, work)
}

/** Runs `work` in one transaction of the sign-in flow, which sees only users, accounts and sessions. */
export function asSignIn<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const prelude = `set local role mb_auth; set local statement_timeout = ${STATEMENT_MS}`
  return inTransaction({ prelude, write: true }, work)
}

/** Runs one fixed statement of the server itself (a session's user, a rate limit, the purge) in one round trip. */
export async function asServer<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  try {
    return await runPrepared<Row>(connections().pool, text, values)
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

/** How many connections this process has in use, idle and waited for, all 0 before the first one. */
export function connectionCounts(): { used: number; idle: number; waiting: number } {
  const pool = shared.moviebucketConnections?.pool
  if (!pool) return { used: 0, idle: 0, waiting: 0 }
  return { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }
}

/** Closes every connection, at the end of a process. */
export async function closePool(): Promise<void> {
  const open = shared.moviebucketConnections
  shared.moviebucketConnections = undefined
  await open?.pool.end()
}

// The values become part of a statement's text, so their shape is checked here.
function setting(name: string, value: string | undefined, fits: (text: string) => boolean): string {
  if (value !== undefined && !fits(value)) throw new TypeError(`${name} does not fit`)
  return `set local ${name} = '${value ?? ''}'`
}

/** How much a person may use of what has a limit. */
export function quotas(): Quotas {
  return connections().quotas
}

// The history is trimmed to its limit every hour, so that it refuses nothing that is not out of all bounds.
function hardLimits(): Quotas {
  return { ...quotas(), changes: quotas().changes * 2 }
}

// However much one person asks for at once, two places are left for others. Visitors hold half of the places together,
// and those of one public page a quarter.
function sharesOf(actor: Actor | null, { openKey }: Scope): Shares {
  const { places } = connections()
  const part = (divisor: number) => Math.ceil(places / divisor)
  if (actor) return [{ name: actor.userId, most: Math.max(part(2), places - 2) }]
  return [
    { name: `visitors of ${openKey}`, most: part(4) },
    { name: 'visitors', most: part(2) },
  ]
}

/** What a transaction begins with, and whose share of the connections it takes; without one it takes no turn. */
type Terms = { prelude: string; write: boolean; shares?: Shares }

async function inTransaction<T>({ prelude, write, shares }: Terms, work: (db: Database) => Promise<T>): Promise<T> {
  // One text, one round trip: separate ones for begin, role and user doubled the cost of a read. All statements of a read
  // see one moment, so that a reader who loses their role between two of them does not take nothing for the whole. A
  // write sees the present in each, because it waits for the locks of others.
  const begin = `begin ${write ? '' : 'isolation level repeatable read read only'}; ${prelude}${write ? `; set local lock_timeout = ${LOCK_MS}` : ''}`
  for (let attempt = 1; ; attempt++) {
    const giveBack = shares ? await connections().turns.take(shares) : () => {}
    try {
      return await attemptTransaction(begin, write, giveBack, work)
    } catch (error) {
      if (attempt < ATTEMPTS && isSerializationError(error)) continue
      throw toAppError(error)
    }
  }
}

async function attemptTransaction<T>(
  begin: string,
  write: boolean,
  giveBack: () => void,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const client = await connect(giveBack)
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  const release = (error?: Error) => {
    client.off('error', onError)
    client.release(error ?? broken)
    giveBack()
  }
  try {
    await client.query(begin)
    const result = await work(drizzle(client))
    // A reader loses nothing by a failed commit, so it does not wait for it.
    if (write) {
      await client.query('commit').catch((error) => {
        throw toCommitError(error)
      })
    } else {
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

async function connect(giveBack: () => void): Promise<pg.PoolClient> {
  try {
    return await takeConnection(connections().pool)
  } catch (error) {
    giveBack()
    throw error
  }
}
