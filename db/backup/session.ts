import 'server-only'
import pg from 'pg'
import { connectionOptions } from '@/db/connection'
import type { Query } from '@/db/inspect'

/** The address of a database and its CA bundle, as `DATABASE_URL` and `DATABASE_CA` have them. */
export type Place = { url: string; ca?: string }

/** Runs `work` in one transaction on a connection of its own, and rolls all of it back if `work` throws. */
export async function inOneTransaction<T>(
  { url, ca }: Place,
  begin: string,
  work: (client: pg.Client, query: Query) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...connectionOptions({ DATABASE_URL: url, DATABASE_CA: ca }),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A connection that breaks also fails its query; without a listener the error would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(begin)
    const result = await work(client, async (text) => (await client.query(text)).rows)
    await client.query('commit')
    return result
  } finally {
    // Ends an open transaction, too.
    await client.end().catch(() => {})
  }
}
