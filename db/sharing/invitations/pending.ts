import 'server-only'
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { isId } from '@/db/ids'
import { invitations } from '@/db/schema/sharing'
import { AppError } from '@/domain/result'
import type { PendingInvitation, Place } from '@/domain/sharing/invitation'
import type { InvitationLink } from '@/domain/sharing/invitation-link'
import { inPlace } from './place'

/** The invitations to a bucket or group that wait for an answer, and the links to it; none for a person who may not invite. */
export async function listInvitations(
  db: Database,
  place: Place,
): Promise<{ people: PendingInvitation[]; links: InvitationLink[] }> {
  const rows = await db
    .select({
      id: invitations.id,
      role: invitations.role,
      email: invitations.email,
      login: invitations.login,
      usesLeft: invitations.usesLeft,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        inPlace(place),
        gt(invitations.expiresAt, sql`now()`),
        or(isNull(invitations.usesLeft), gt(invitations.usesLeft, 0)),
      ),
    )
    .orderBy(asc(invitations.createdAt), asc(invitations.id))
  const people: PendingInvitation[] = []
  const links: InvitationLink[] = []
  for (const { id, role, email, login, usesLeft, expiresAt } of rows) {
    const label = email ?? (login && `@${login}`)
    const entry = { id, role, expiresAt: expiresAt.toISOString() }
    if (label) people.push({ ...entry, label })
    else links.push({ ...entry, usesLeft })
  }
  return { people, links }
}

/**
 * Takes an invitation or a link back; from the next request on it does not work.
 * @throws {AppError} `not_found` if it was answered, used or taken back before
 */
export async function revokeInvitation(db: Database, place: Place, id: string): Promise<void> {
  const revoked = isId(id) ? await db.delete(invitations).where(and(inPlace(place), eq(invitations.id, id))) : null
  if (!revoked?.rowCount) throw new AppError('not_found', 'This invitation was answered or taken back already.')
}
