import 'server-only'
import { invitationPath, PATHS } from '@/domain/paths'
import {
  type Delivery,
  INVITATION_DAYS,
  type InvitationRole,
  type Invitee,
  inviteeLabel,
} from '@/domain/sharing/invitation'
import { writeInvitation } from '@/domain/sharing/invitation-words'
import { publicOrigin } from '@/server/environment'
import { isMailOn, sendMail } from '@/server/mail'

type Invited = { inviter: string | null; kind: 'bucket' | 'group'; place: string; role: InvitationRole }

/**
 * Tells somebody by mail that they were invited, or hands the inviter the text to send. Goes after the transaction.
 * It knows what the inviter typed and nothing else, so what it says is the same whether or not the person exists.
 */
export async function deliverInvitation(invitee: Invitee, invited: Invited): Promise<Delivery> {
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString()
  const mail = writeInvitation(invitee, { ...invited, expiresAt, href: publicOrigin() + PATHS.shared })
  const label = inviteeLabel(invitee)
  const { to } = mail
  if (to === null || !isMailOn()) return { label, sent: 'off', mail }
  return { label, sent: (await sendMail({ ...mail, to })) ? 'yes' : 'failed', mail }
}

/** The address of a link, by its token. */
export function invitationHref(token: string): string {
  return publicOrigin() + invitationPath(token)
}
