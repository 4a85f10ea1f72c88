import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { testDatabase } from './database'
import { sql } from './sql'

/** A second connection, past the policies, with a transaction open that holds what it locked until it commits. */
export type Holder = Pick<pg.Client, 'query'>

/**
 * Locks rows on a second connection, starts some work, and waits until that waits for the lock. Then does something else
 * on the second connection, in the transaction that holds the lock, and commits it.
 * @returns the outcome of the work: its result, or the code of its refusal
 * @throws {Error} when the work ends, or takes long, without waiting for the lock
 */
export async function whileLocked<T>(
  [lock, values]: [string, unknown[]],
  work: () => Promise<T>,
  meanwhile: (holder: Holder) => Promise<unknown>,
): Promise<{ result: T } | { code: unknown }> {
  const holder = new pg.Client({ connectionString: testDatabase().adminUrl })
  await holder.connect()
  try {
    await holder.query('begin')
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid')
    await holder.query(lock, values)
    let ended = false
    const outcome = work()
      .then(
        (result) => ({ result }),
        (error: { code?: string }) => ({ code: error.code ?? error }),
      )
      .finally(() => {
        ended = true
      })
    await oneWaitsFor(rows[0]?.pid, () => ended)
    await meanwhile(holder)
    await holder.query('commit')
    return await outcome
  } finally {
    await holder.end()
  }
}

async function oneWaitsFor(pid: number | undefined, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const waiting = await sql('select from pg_locks where not granted and $1 = any(pg_blocking_pids(pid))', [pid])
    if (waiting.length > 0) return
    if (hasEnded()) throw new Error('The work ended without waiting for the lock')
    await sleep(10)
  }
  throw new Error('The work never came to the lock')
}
