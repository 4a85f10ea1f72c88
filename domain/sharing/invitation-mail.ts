import { formatDay } from '@/domain/text'
import { nameOf } from './group'
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
  /** The inviter's verified address, by which the person can tell who it is. */
  inviterAddress: string | null
  kind: 'bucket' | 'group'
  place: string
  role: InvitationRole
  expiresAt: string
  /** Where the person answers. */
  href: string
}

/** Writes the mail to a person who is invited by name. The subject is fixed: it holds no text that a person chose. */
export function writeInvitation(invitee: Invitee, given: Given): MailText {
  const { inviter, inviterAddress } = given
  const who = inviterAddress ? `${nameOf(inviter)} (${inviterAddress})` : inviter
  const line = oneLine(invitationLine({ ...given, inviter: who }))
  const signIn =
    'email' in invitee
      ? `sign in with an account whose address is ${invitee.email}`
      : `sign in with the GitHub account ${invitee.login}`
  const text = `${line}${given.role === 'owner' ? '' : `, as ${withArticle(given.role)}`}. ${ROLE_MEANS[given.role]}

To answer, ${signIn}:

${given.href}

The invitation is open until ${formatDay(given.expiresAt)}. If you do not want it, or do not know who sent it, you do not have to do anything.
`
  return { to: 'email' in invitee ? invitee.email : null, subject: subjectOf(given), text }
}

function subjectOf({ kind, role }: Given): string {
  return role === 'owner' ? 'A bucket on moviebucket is offered to you' : `An invitation to a ${kind} on moviebucket`
}

// Names come from outside: a line break in one would end the sentence it is in.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
