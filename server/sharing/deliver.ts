import 'server-only'
import { getOwnAddress } from '@/db/account/users'
import type { Actor } from '@/db/client'
import { isBlocked } from '@/db/sharing/invitations/blocks'
import { PATHS } from '@/domain/paths'
import { INVITATION_DAYS } from '@/domain/sharing/invitation'
import { type Delivery, writeInvitation } from '@/domain/sharing/invitation-mail'
import { type Invitee, inviteeLabel } from '@/domain/sharing/invitee'
import type { InvitationRole } from '@/domain/sharing/roles'
import { publicOrigin } from '@/server/environment'
import { isMailOn, reachMailServer, sendMail } from '@/server/mail'

/** The person who invites, with the name that their invitations say; the address is looked up. */
export type Inviter = Actor & { name: string | null }

type Given = { kind: 'bucket' | 'group'; place: string; role: InvitationRole }

/**
 * Mails an invitation to the person it names, or returns the text for the inviter to send. Runs after the transaction.
 * It says the same whether or not the person exists, and whether or not they have blocked the inviter.
 */
export async function deliverInvitation(inviter: Inviter, invitee: Invitee, given: Given): Promise<Delivery> {
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString()
  const inviterAddress = await getOwnAddress(inviter)
  const mail = writeInvitation(invitee, {
    ...given,
    inviter: inviter.name,
    inviterAddress,
    expiresAt,
    href: publicOrigin() + PATHS.shared,
  })
  const label = inviteeLabel(invitee)
  const { to } = mail
  if (to === null || !isMailOn()) return { label, sent: 'off', mail }
  // A mail that a block stops takes its time and is reported like one that was sent.
  const sent = (await isBlocked(inviter.userId, to)) ? await reachMailServer() : await sendMail({ ...mail, to })
  return { label, sent: sent ? 'yes' : 'failed', mail }
}
