import 'server-only'
import type { Actor } from '@/db/client'
import { PATHS } from '@/domain/paths'
import { INVITATION_DAYS } from '@/domain/sharing/invitation'
import { type Delivery, writeInvitation } from '@/domain/sharing/invitation-mail'
import { type Invitee, inviteeLabel } from '@/domain/sharing/invitee'
import type { InvitationRole } from '@/domain/sharing/roles'
import { publicOrigin } from '@/server/environment'
import { isMailOn, sendMail } from '@/server/mail'

/** The person who invites, with the name that their invitations say. */
export type Inviter = Actor & { name: string | null }

type Given = { inviter: string | null; kind: 'bucket' | 'group'; place: string; role: InvitationRole }

/**
 * Mails an invitation to the person it names, or returns the text for the inviter to send. Runs after the transaction.
 * It uses only what the inviter typed, so it says the same whether or not the person exists.
 */
export async function deliverInvitation(invitee: Invitee, given: Given): Promise<Delivery> {
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString()
  const mail = writeInvitation(invitee, { ...given, expiresAt, href: publicOrigin() + PATHS.shared })
  const label = inviteeLabel(invitee)
  const { to } = mail
  if (to === null || !isMailOn()) return { label, sent: 'off', mail }
  return { label, sent: (await sendMail({ ...mail, to })) ? 'yes' : 'failed', mail }
}
