import 'server-only'
import { sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { sha256 } from '@/db/hash'
import { isId } from '@/db/ids'
import { AppError } from '@/domain/result'
import type { Accepted, ReceivedInvitation } from '@/domain/sharing/invitation'
import type { InvitationRole } from '@/domain/sharing/roles'

/** The refusal of an invitation that does not work any more; the same for every reason. */
export const INVITATION_OVER = 'This invitation does not work any more. Ask the person who sent it for a new one.'

/** The open invitations to a person's address, or bound to their account at GitHub, newest first. */
export function listReceived(actor: Actor): Promise<ReceivedInvitation[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<Row>(sql`select * from received_invitations() order by expires_at desc, id`)
    return rows.map(toReceived)
  })
}

/** Whether an invitation waits for a person's login at GitHub until they sign in with it again, which shows it is theirs. */
export function isLoginInvited(actor: Actor): Promise<boolean> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<{ invited: boolean }>(sql`select login_is_invited() as invited`)
    return rows[0]?.invited ?? false
  })
}

/** The invitation of a link, for any holder of its token, signed in or not; null when it does not work, for any reason. */
export function findByLink(actor: Actor | null, token: string): Promise<ReceivedInvitation | null> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<Row>(sql`select * from invitation_by_link(${sha256(token)})`)
    return rows[0] ? toReceived(rows[0]) : null
  })
}

/**
 * Accepts an invitation that names the person. A role they have already is never lowered.
 * @throws {AppError} `not_found` when it does not work any more or was never theirs
 */
export function acceptInvitation(actor: Actor, id: string): Promise<Accepted> {
  return asActor(actor, { write: true }, (db) => accept(db, id, null))
}

/**
 * Accepts the invitation of a link. A link that works once works once, however many people try at the same time.
 * @throws {AppError} `not_found` when it does not work any more
 */
export function acceptLink(actor: Actor, token: string): Promise<Accepted> {
  return asActor(actor, { write: true }, async (db) => {
    const hash = sha256(token)
    const { rows } = await db.execute<{ id: string }>(sql`select id from invitation_by_link(${hash})`)
    return accept(db, rows[0]?.id, hash)
  })
}

async function accept(db: Database, id: string | undefined, hash: string | null): Promise<Accepted> {
  if (!id || !isId(id)) throw new AppError('not_found', INVITATION_OVER)
  const { rows } = await db.execute<Accepted>(
    sql`select bucket_id as "bucketId", group_id as "groupId" from accept_invitation(${id}::uuid, ${hash})`,
  )
  if (!rows[0]) throw new AppError('not_found', INVITATION_OVER)
  return rows[0]
}

/** Declines an invitation that names the person; its inviter is not told. An unknown one counts as declined. */
export function declineInvitation(actor: Actor, id: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (isId(id)) await db.execute(sql`select decline_invitation(${id}::uuid)`)
  })
}

type Row = {
  id: string
  bucket_id: string | null
  place: string
  role: InvitationRole
  invited_by: string
  inviter: string | null
  expires_at: Date | string
  /** Not of a link. */
  email?: string | null
  login?: string | null
  my_login?: string | null
  inviter_email?: string | null
}

function toReceived({ id, bucket_id, place, role, invited_by, inviter, expires_at, ...row }: Row): ReceivedInvitation {
  return {
    id,
    kind: bucket_id ? 'bucket' : 'group',
    place,
    role,
    inviterId: invited_by,
    inviter,
    inviterAddress: row.inviter_email ?? null,
    to: row.email ? { email: row.email } : row.login ? { login: row.login, now: row.my_login ?? row.login } : null,
    expiresAt: new Date(expires_at).toISOString(),
  }
}
