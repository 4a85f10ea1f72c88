import { createHash, randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import pg from 'pg'
import { v7 as newId } from 'uuid'

/** Somebody in the database with their first bucket and, by `token`, one session. */
export type Person = { userId: string; bucketId: string; sessionId: string; email: string; name: string; token: string }

type Options = { databaseUrl?: string; baseUrl: string; email?: string; name?: string; device?: string }

/** Makes a person with the bucket "My movies" and signs this browser in as them, without going through a provider. */
export async function signInAs(context: BrowserContext, { baseUrl, ...options }: Options): Promise<Person> {
  const person = await createPerson(options)
  await context.addCookies([sessionCookie(baseUrl, person.token)])
  return person
}

/** The same without a browser; `databaseUrl` is that of the server under test unless given. */
export async function createPerson(options: Omit<Options, 'baseUrl'> = {}): Promise<Person> {
  const name = options.name ?? 'Ana'
  const person: Person = {
    userId: newId(),
    bucketId: newId(),
    sessionId: newId(),
    email: options.email ?? `${name.toLowerCase()}-${randomBytes(6).toString('hex')}@example.org`,
    name,
    token: randomBytes(32).toString('base64url'),
  }
  await withDatabase(options.databaseUrl, async (client) => {
    await client.query('begin')
    await client.query('insert into users (id, name, email, email_verified) values ($1, $2, $3, now())', [
      person.userId,
      person.name,
      person.email,
    ])
    await client.query("insert into buckets (id, owner_id, name) values ($1, $2, 'My movies')", [
      person.bucketId,
      person.userId,
    ])
    await client.query(
      "insert into sessions (id, token_hash, user_id, expires, device) values ($1, $2, $3, now() + interval '30 days', $4)",
      [person.sessionId, hashToken(person.token), person.userId, options.device ?? 'Chromium on Linux'],
    )
    await client.query('commit')
  })
  return person
}

/** The session cookie as the server sets it on http. */
export function sessionCookie(baseUrl: string, token: string) {
  return { name: 'moviebucket.session', value: token, url: baseUrl, httpOnly: true, sameSite: 'Lax' as const }
}

/** What a session's token is stored as. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Connections by database: one for each look would cost more than the look. */
const pools = new Map<string, pg.Pool>()

/** Runs statements as the owner of the tables, past the policies: to arrange a test and to look at its outcome. */
export async function withDatabase<T>(
  databaseUrl: string | undefined,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  // A server of a test's own comes and goes, so no connection to it is kept.
  if (databaseUrl) return withClient(databaseUrl, work)
  const pool = poolOf(process.env.DATABASE_URL ?? '')
  const client = await pool.connect()
  try {
    const result = await work(client)
    client.release()
    return result
  } catch (error) {
    // Whatever it was in the middle of, nobody else gets it.
    client.release(true)
    throw error
  }
}

function poolOf(connectionString: string): pg.Pool {
  const open = pools.get(connectionString)
  if (open) return open
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true })
  // Dropping a database cuts what is still connected to it.
  pool.on('error', () => {})
  pools.set(connectionString, pool)
  return pool
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
