import { formatDay } from '@/domain/text'
import { invitationLine } from './invitation-words'
import type { Invitee } from './invitee'
import { ROLE_MEANS, withArticle } from './role-words'
import type { InvitationRole } from './roles'

/** A plain-text mail; `to` is null when the address is not known. */
export type MailText = { to: string | null; subject: string; text: string }

/** How an invitation reaches the person: by mail, or by the inviter, who sends the text (`failed`: the mail server refused). */
export type Delivery = { label: string; sent: 'yes' | 'failed' | 'off'; mail: MailText }

type Given = {
  inviter: string | null
  kind: 'bucket' | 'group'
  place: string
  role: InvitationRole
  expiresAt: string
  /** Where the person answers. */
  href: string
}

/** Writes the mail to a person who is invited by name. */
export function writeInvitation(invitee: Invitee, given: Given): MailText {
  const line = oneLine(invitationLine(given))
  const signIn =
    'email' in invitee
      ? `sign in with an account whose address is ${invitee.email}`
      : `sign in with the GitHub account ${invitee.login}`
  const text = `${line}${given.role === 'owner' ? '' : `, as ${withArticle(given.role)}`}. ${ROLE_MEANS[given.role]}

To answer, ${signIn}:

${given.href}

The invitation is open until ${formatDay(given.expiresAt)}. If you do not want it, or do not know who sent it, you do not have to do anything.
`
  return { to: 'email' in invitee ? invitee.email : null, subject: line, text }
}

// Names come from outside and go into a header.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
