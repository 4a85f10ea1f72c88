import { createHmac } from 'node:crypto'
import pg from 'pg'
import { connectionOptions } from '@/db/connection'
import type { Query } from '@/db/inspect'

type Address = { DATABASE_URL: string; DATABASE_CA?: string }

/**
 * Whether the instances that share a database have this AUTH_SECRET, too; null before the first one has noted it.
 * @throws the driver's error when the database is away or its schema is older
 */
export async function sharesSecret(query: Query, secret: string): Promise<boolean | null> {
  const [noted] = await query<{ fingerprint: string }>('select secret_fingerprint as fingerprint from deployment')
  return noted ? noted.fingerprint === fingerprint(secret) : null
}

/**
 * Notes an AUTH_SECRET as the one of all instances. `replace`: in place of another one; without it the first one stays.
 * @throws the driver's error when the database is away or its schema is older
 */
export async function noteSecret(address: Address, secret: string, { replace = false } = {}): Promise<void> {
  const client = new pg.Client({ ...connectionOptions(address), connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const conflict = replace
      ? 'on conflict (single) do update set secret_fingerprint = excluded.secret_fingerprint, changed_at = now()'
      : 'on conflict do nothing'
    await client.query(`insert into deployment (secret_fingerprint) values ($1) ${conflict}`, [fingerprint(secret)])
  } finally {
    await client.end().catch(() => {})
  }
}

/** Tells nothing of a secret of 32 characters and more but whether another one is the same. */
function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('moviebucket deployment').digest('hex')
}
