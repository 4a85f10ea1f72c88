import { randomBytes } from 'node:crypto'
import { newId } from '@/db/ids'
import { withDatabase } from '@/tests/support/database/sql'
import { hashToken } from './sessions'

/** A person in the database with their first bucket and, by `token`, one session. */
export type Person = { userId: string; bucketId: string; sessionId: string; email: string; name: string; token: string }

type Given = {
  name?: string
  email?: string
  device?: string
  /** Whether they came by a provider's account, as people do who did not sign in with the demo. */
  account?: boolean
  /** The database of a server that a test started for itself. */
  databaseUrl?: string
}

/** Makes a person with an account at Google, the private bucket "My movies" and a session. Takes a name, or more. */
export async function addPerson(given: string | Given = {}): Promise<Person> {
  const {
    name = 'Ana',
    email,
    device,
    account = true,
    databaseUrl,
  } = typeof given === 'string' ? { name: given } : given
  const person: Person = {
    userId: newId(),
    bucketId: newId(),
    sessionId: newId(),
    email: email ?? `${name.toLowerCase()}-${randomBytes(6).toString('hex')}@example.org`,
    name,
    token: randomBytes(32).toString('base64url'),
  }
  const { userId, bucketId, sessionId, token } = person
  await withDatabase(databaseUrl, async (client) => {
    await client.query('begin')
    await client.query('insert into users (id, name, email, email_verified) values ($1, $2, $3, now())', [
      userId,
      name,
      person.email,
    ])
    await client.query("insert into buckets (id, owner_id, name) values ($1, $2, 'My movies')", [bucketId, userId])
    await client.query(
      "insert into sessions (id, token_hash, user_id, expires, device) values ($1, $2, $3, now() + interval '30 days', $4)",
      [sessionId, hashToken(token), userId, device ?? 'Chromium on Linux'],
    )
    if (account)
      await client.query(
        "insert into accounts (user_id, type, provider, issuer, provider_account_id) values ($1, 'oidc', 'google', 'https://accounts.google.com', $2)",
        [userId, `google-${userId}`],
      )
    await client.query('commit')
  })
  return person
}
