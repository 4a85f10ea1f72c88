import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { type Actor, asActor, asServer } from '@/db/client'
import { isId } from '@/db/ids'
import { blocks } from '@/db/schema/sharing'
import { AppError } from '@/domain/result'
import { INVITATION_OVER } from './received'

/**
 * Hides an invitation and every other one of its inviter, from now on; the inviter is not told.
 * @throws {AppError} `not_found` when the invitation is not there
 */
export function blockInviter(actor: Actor, id: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (!isId(id)) throw new AppError('not_found', INVITATION_OVER)
    const { rowCount } = await db.execute(sql`
      insert into blocks (user_id, blocked_id)
      select actor_id(), invited_by from my_invitations() where id = ${id}::uuid on conflict do nothing`)
    if (!rowCount) throw new AppError('not_found', INVITATION_OVER)
  })
}

/** Whether the holder of an address has blocked an inviter: for the server, which then sends no mail. Inviters never learn it. */
export async function isBlocked(inviterId: string, email: string): Promise<boolean> {
  const [row] = await asServer<{ blocked: boolean }>('select is_blocked($1, $2) as blocked', [inviterId, email])
  return row?.blocked ?? false
}

/** The inviters whom a person has blocked, the latest first. */
export function listBlocked(actor: Actor): Promise<{ userId: string; name: string | null }[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<{ userId: string; name: string | null }>(sql`
      select b.blocked_id as "userId", p.name from blocks b left join people() p on p.id = b.blocked_id
      order by b.created_at desc, b.blocked_id`)
    return rows
  })
}

/** Shows an inviter's invitations again, open ones too. */
export function unblock(actor: Actor, userId: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (isId(userId)) await db.delete(blocks).where(eq(blocks.blockedId, userId))
  })
}
