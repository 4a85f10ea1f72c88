import 'server-only'
import { and, eq, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Actor, Database } from '@/db/client'
import { newId } from '@/db/ids'
import { takeRateLimit } from '@/db/rate-limits'
import { invitations } from '@/db/schema/sharing'
import { accounts, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'
import { INVITATION_DAYS, type Place } from '@/domain/sharing/invitation'
import type { Invitee } from '@/domain/sharing/invitee'
import type { InvitationRole } from '@/domain/sharing/roles'
import { counted } from '@/domain/text'
import { inDays, inPlace, placeColumns } from './place'

const INVITATIONS_AN_HOUR = 20

/**
 * Takes invitations, links among them, from the inviter's hourly limit: all of them or, if they are too many, none.
 * Runs before the transaction that makes them.
 * @throws {AppError} `rate_limited` after 20 in an hour
 */
export async function takeInvitations(actor: Actor, count = 1): Promise<void> {
  const wait = await takeRateLimit(`invite:${actor.userId}`, INVITATIONS_AN_HOUR, 3600, count)
  if (wait > 0) {
    const minutes = Math.ceil(wait / 60)
    const pause = minutes === 1 ? 'a minute' : counted(minutes, 'minute')
    const message = `You can invite ${INVITATIONS_AN_HOUR} times an hour. Nobody was invited now; try again in ${pause}.`
    throw new AppError('rate_limited', message, undefined, wait)
  }
}

/**
 * Invites a person by name into a bucket or group where `inviter` may invite, for 14 days. If they wait there already,
 * the role becomes this one; a transfer waits beside an invitation. No account is looked up, so the outcome does not
 * tell whether the person exists. Runs in the transaction of `inBucket` or `inGroup`, after `takeInvitations`. Returns
 * the invitation's id.
 * @throws {AppError} `invalid` when inviters name themselves
 */
export async function invite(
  db: Database,
  invitation: Place & Invitee & { role: InvitationRole },
  inviter: string,
): Promise<string> {
  if (await isInviter(db, invitation, inviter)) {
    const message = 'That is you. Name another person.'
    throw new AppError('invalid', message, { to: message })
  }
  const { role } = invitation
  const sameKind = role === 'owner' ? eq(invitations.role, 'owner') : ne(invitations.role, 'owner')
  const person = 'email' in invitation ? { email: invitation.email } : { login: invitation.login }
  const named =
    'email' in invitation ? eq(invitations.email, invitation.email) : eq(invitations.login, invitation.login)
  const waiting = and(inPlace(invitation), named, sameKind)
  // Two at once would both find nobody waiting.
  const placeId = 'bucketId' in invitation ? invitation.bucketId : invitation.groupId
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${placeId}, 0))`)
  // A row never changes its inviter, so another inviter's row makes way for a new one. So does a row of a login, which
  // may be bound to an account that had the login before.
  const stale: SQL | undefined = 'login' in invitation ? undefined : or(ne(invitations.invitedBy, inviter), hasExpired)
  await db.delete(invitations).where(and(waiting, stale))
  const [known] = await db
    .update(invitations)
    .set({ role, expiresAt: inDays(INVITATION_DAYS) })
    .where(waiting)
    .returning({ id: invitations.id })
  if (known) return known.id
  const id = newId()
  await db.insert(invitations).values({
    id,
    ...placeColumns(invitation),
    ...person,
    role,
    expiresAt: inDays(INVITATION_DAYS),
    invitedBy: inviter,
  })
  return id
}

const hasExpired = sql`${invitations.expiresAt} <= now()`

async function isInviter(db: Database, invitee: Invitee, userId: string): Promise<boolean> {
  const [me] =
    'email' in invitee
      ? await db
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.id, userId), eq(users.email, invitee.email)))
      : await db
          .select({ id: accounts.userId })
          .from(accounts)
          .where(and(eq(accounts.userId, userId), eq(accounts.provider, 'github'), eq(accounts.login, invitee.login)))
  return me !== undefined
}
