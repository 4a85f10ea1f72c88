import 'server-only'
import { sql } from 'drizzle-orm'
import { AppError } from '@/domain/result'
import { type Database, LOCK_MS } from './client'
import { isLockTimeout } from './errors'

// At 600 requests a minute, which one person may send, half of the connections of a pool: never all of them.
const PATIENCE_MS = 500

/** The key under which a person's request runs once, however often it is sent. */
export type OnceKey = { userId: string; key: string }

/** A request that is to run once, with a hash of everything it asks for. */
export type OnceRequest = OnceKey & { requestHash: string }

/**
 * Runs `work` in the open transaction, or returns the answer (JSON) that the same request got within 24 hours, `again`.
 * Key and answer are written in the transaction of `work`, so a retry after a crash neither loses nor repeats it. Of two
 * requests at once the second waits a moment for the first.
 * @throws {AppError} `invalid`, field `Idempotency-Key`, when the key came with another request before; `conflict` when
 * the first request still runs
 */
export async function runOnce<T>(
  db: Database,
  once: OnceRequest | null,
  work: () => Promise<T>,
): Promise<{ answer: T; again: boolean }> {
  if (!once) return { answer: await work(), again: false }
  const { userId, key } = once
  if (!(await takeKey(db, once))) return { answer: await recallAnswer<T>(db, once), again: true }
  const answer = await work()
  await db.execute(sql`
    update idempotency_keys set answer = ${JSON.stringify(answer)}::json
    where user_id = ${userId}::uuid and key = ${key}`)
  return { answer, again: false }
}

async function takeKey(db: Database, { userId, key, requestHash }: OnceRequest): Promise<boolean> {
  await db.execute(sql.raw(`set local lock_timeout = ${PATIENCE_MS}`))
  const { rowCount } = await db
    .execute(sql`
      insert into idempotency_keys as k (user_id, key, request_hash) values (${userId}::uuid, ${key}, ${requestHash})
      on conflict (user_id, key) do update set request_hash = excluded.request_hash, answer = null, created_at = now()
        where k.created_at < now() - interval '24 hours'`)
    .catch((error) => {
      throw isLockTimeout(error) ? stillRunning() : error
    })
  await db.execute(sql.raw(`set local lock_timeout = ${LOCK_MS}`))
  return rowCount === 1
}

function stillRunning(): AppError {
  const message =
    'Idempotency-Key: the first request with this key is still being carried out. Send it again in a moment'
  return new AppError('conflict', message, undefined, 1)
}

/** Whether a request with this key ran within 24 hours, so that there is an answer to recall. */
export async function isAnswered(db: Database, { userId, key }: OnceKey): Promise<boolean> {
  const { rowCount } = await db.execute(sql`
    select from idempotency_keys where user_id = ${userId}::uuid and key = ${key}
      and created_at >= now() - interval '24 hours'`)
  return rowCount === 1
}

/**
 * Returns the answer of a request that `isAnswered`.
 * @throws {AppError} `invalid`, field `Idempotency-Key`, when the key came with another request
 */
export async function recallAnswer<T>(db: Database, { userId, key, requestHash }: OnceRequest): Promise<T> {
  const { rows } = await db.execute<{ request_hash: string; answer: T }>(sql`
    select request_hash, answer from idempotency_keys where user_id = ${userId}::uuid and key = ${key}`)
  const [row] = rows
  if (row?.request_hash === requestHash) return row.answer
  const message = 'Idempotency-Key: this key came with another request within the last 24 hours. Choose a new one'
  throw new AppError('invalid', message, { 'Idempotency-Key': message })
}
