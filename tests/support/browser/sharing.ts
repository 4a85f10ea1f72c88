import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { newPublicKey } from '@/db/ids'
import { createPerson, type Person } from '@/tests/support/session'
import { execute } from './bucket'

/** As long as a name may be, and in one word. */
export const LONG_NAME = 'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww'

/** Shares an owner's bucket in every way there is; returns the person with the grant. */
export async function shareWith(owner: Person, role: 'viewer' | 'editor' = 'viewer'): Promise<Person> {
  const ben = await createPerson({ name: 'Ben' })
  await grant(owner, { userId: ben.userId }, role)
  await grant(owner, { groupId: await makeGroup(owner, LONG_NAME, [ben]) }, 'viewer')
  await invite(owner, { bucketId: owner.bucketId }, 'editor', { email: `${'long'.repeat(15)}@example.org` })
  await invite(owner, { bucketId: owner.bucketId }, 'viewer', { token: newId() })
  await openToEveryone(owner)
  return ben
}

export async function openToEveryone(owner: Person): Promise<string> {
  const key = newPublicKey()
  await execute("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [owner.bucketId, key])
  return key
}

export async function addBucket(owner: Person, name: string): Promise<string> {
  const id = newId()
  await execute('insert into buckets (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, name])
  return id
}

export async function makeGroup(owner: Person, name: string, members: Person[]): Promise<string> {
  const id = newId()
  await execute('insert into groups (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, name])
  for (const { userId } of [owner, ...members])
    await execute(
      "insert into group_members (group_id, user_id, role) values ($1, $2, case when $3 then 'admin' else 'member' end)",
      [id, userId, userId === owner.userId],
    )
  return id
}

export async function grant(owner: Person, to: { userId?: string; groupId?: string }, role: string): Promise<void> {
  await execute('insert into grants (bucket_id, id, user_id, group_id, role) values ($1, $2, $3, $4, $5)', [
    owner.bucketId,
    newId(),
    to.userId ?? null,
    to.groupId ?? null,
    role,
  ])
}

export async function invite(
  by: Person,
  place: { bucketId?: string; groupId?: string },
  role: string,
  to: { email?: string; token?: string },
): Promise<void> {
  await execute(
    `insert into invitations (id, bucket_id, group_id, role, email, token_hash, expires_at, invited_by)
     values ($1, $2, $3, $4, $5, $6, now() + interval '1 day', $7)`,
    [
      newId(),
      place.bucketId ?? null,
      place.groupId ?? null,
      role,
      to.email ?? null,
      to.token ? createHash('sha256').update(to.token).digest('hex') : null,
      by.userId,
    ],
  )
}
