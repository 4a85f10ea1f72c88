import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import type { GivenRole } from '@/domain/sharing/roles'
import { sql } from '@/tests/support/database/sql'
import { hashToken } from './sessions'

/** Gives a person or a group a role in a bucket. */
export async function grant(
  bucketId: string,
  to: { user: Actor } | { groupId: string },
  role: GivenRole,
): Promise<void> {
  const [userId, groupId] = 'user' in to ? [to.user.userId, null] : [null, to.groupId]
  await sql('insert into grants (bucket_id, id, user_id, group_id, role) values ($1, $2, $3, $4, $5)', [
    bucketId,
    newId(),
    userId,
    groupId,
    role,
  ])
}

type Place = { bucketId: string } | { groupId: string }
type Invited = { email: string } | { login: string } | { token: string }

/** Invites into a bucket or a group: an address, a login at GitHub, or the holders of a link's token. Returns its id. */
export async function addInvitation(by: Actor, place: Place, role: string, to: Invited): Promise<string> {
  const id = newId()
  await sql(
    `insert into invitations (id, bucket_id, group_id, role, email, login, token_hash, expires_at, invited_by)
     values ($1, $2, $3, $4, $5, $6, $7, now() + interval '1 day', $8)`,
    [
      id,
      'bucketId' in place ? place.bucketId : null,
      'groupId' in place ? place.groupId : null,
      role,
      'email' in to ? to.email : null,
      'login' in to ? to.login : null,
      'token' in to ? hashToken(to.token) : null,
      by.userId,
    ],
  )
  return id
}
