import 'server-only'
import type { Actor, Database } from '@/db/client'
import { invite, makeLink, takeInvitations } from '@/db/sharing/invitations'
import type { Delivery, InvitationRole, Invitee, LinkRequest, NewLink, Place } from '@/domain/sharing/invitation'
import { currentUser } from '@/server/auth/current-user'
import { deliverInvitation, invitationHref } from './deliver'

/** Opens a bucket or a group in a transaction, for somebody who may invite there; throws for everybody else. */
export type Open = <T>(work: (opened: { db: Database; place: Place; name: string }) => Promise<T>) => Promise<T>

/** Invites somebody by name, and tells them or hands the inviter the text to send. */
export async function inviteByName(actor: Actor, open: Open, to: Invitee, role: InvitationRole): Promise<Delivery> {
  await takeOne(actor, open)
  const { place, name } = await open(async (opened) => {
    await invite(opened.db, { ...opened.place, ...to, role }, actor.userId)
    return opened
  })
  const inviter = (await currentUser())?.name ?? null
  return deliverInvitation(to, { inviter, kind: 'bucketId' in place ? 'bucket' : 'group', place: name, role })
}

/** Makes a link that gives a role to whoever accepts it. */
export async function inviteByLink(
  actor: Actor,
  open: Open,
  { role, uses, days }: LinkRequest & { role: Exclude<InvitationRole, 'owner'> },
): Promise<NewLink> {
  await takeOne(actor, open)
  const once = uses === 'one'
  const { token } = await open(({ db, place }) =>
    makeLink(db, { ...place, role, uses: once ? 1 : null, days }, actor.userId),
  )
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString()
  return { href: invitationHref(token), once, expiresAt }
}

// Who may not invite there uses up none of their invitations.
async function takeOne(actor: Actor, open: Open): Promise<void> {
  await open(async () => {})
  await takeInvitations(actor)
}
