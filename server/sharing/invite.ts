import 'server-only'
import { inBucket } from '@/db/buckets/access'
import type { Actor, Database } from '@/db/client'
import { inGroup } from '@/db/sharing/groups/access'
import { invite, takeInvitations } from '@/db/sharing/invitations/invite'
import { makeLink } from '@/db/sharing/invitations/links'
import { invitationPath } from '@/domain/paths'
import type { Place } from '@/domain/sharing/invitation'
import type { LinkRequest, LinkRole, NewLink } from '@/domain/sharing/invitation-link'
import type { Delivery } from '@/domain/sharing/invitation-mail'
import type { Invitee } from '@/domain/sharing/invitee'
import type { InvitationRole } from '@/domain/sharing/roles'
import { currentUser } from '@/server/auth/current-user'
import { publicOrigin } from '@/server/environment'
import { deliverInvitation, type Inviter } from './deliver'

/** The signed-in person of this request as an inviter. */
export async function currentInviter(actor: Actor): Promise<Inviter> {
  return { ...actor, name: (await currentUser())?.name ?? null }
}

/**
 * Invites a person by name into a bucket or group, and mails them or returns the text for the inviter to send.
 * @throws {AppError} as `inBucket` or `inGroup`, `takeInvitations` and `invite` in db/ do
 */
export async function inviteByName(
  place: Place,
  inviter: Inviter,
  to: Invitee,
  role: InvitationRole,
): Promise<Delivery> {
  await takeOne(place, inviter)
  const name = await inPlace(place, inviter, async (db, opened, name) => {
    await invite(db, { ...opened, ...to, role }, inviter.userId)
    return name
  })
  const kind = 'bucketId' in place ? 'bucket' : 'group'
  return deliverInvitation(inviter, to, { kind, place: name, role })
}

/**
 * Makes a link into a bucket or group; its role goes to everyone who accepts it.
 * @throws {AppError} as `inBucket` or `inGroup` and `takeInvitations` do
 */
export async function inviteByLink(
  place: Place,
  inviter: Actor,
  { role, uses, days }: LinkRequest & { role: LinkRole },
): Promise<NewLink> {
  await takeOne(place, inviter)
  const once = uses === 'one'
  const { token } = await inPlace(place, inviter, (db, opened) =>
    makeLink(db, { ...opened, role, uses: once ? 1 : null, days }, inviter.userId),
  )
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString()
  return { href: publicOrigin() + invitationPath(token), once, expiresAt }
}

// A caller who may not invite there uses up none of their invitations.
async function takeOne(place: Place, inviter: Actor): Promise<void> {
  await inPlace(place, inviter, async () => {})
  await takeInvitations(inviter)
}

// The id that the database has goes on: ids from outside may be in capitals.
function inPlace<T>(
  place: Place,
  actor: Actor,
  work: (db: Database, opened: Place, name: string) => Promise<T>,
): Promise<T> {
  if ('bucketId' in place)
    return inBucket(actor, place.bucketId, 'changeSharing', ({ db, bucket }) =>
      work(db, { bucketId: bucket.id }, bucket.name),
    )
  return inGroup(actor, place.groupId, 'inviteToGroup', ({ db, group }) => work(db, { groupId: group.id }, group.name))
}
