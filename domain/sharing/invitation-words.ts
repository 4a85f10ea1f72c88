import type { InvitationRole, Invitee, MailText } from './invitation'

/** What a role is called on the screen. */
export const ROLE_NAMES: Record<InvitationRole, string> = {
  viewer: 'viewer',
  editor: 'editor',
  owner: 'owner',
  member: 'member',
  admin: 'admin',
}

/** What somebody may do who accepts. */
export const ROLE_MEANS: Record<InvitationRole, string> = {
  viewer: 'You can look at its movies.',
  editor: 'You can look at its movies and change them.',
  owner: 'It becomes yours, with everything in it. Whoever had it stays on as an editor.',
  member: 'You see the buckets that are shared with the group. The people in it see your name, not your address.',
  admin:
    'You see the buckets that are shared with the group, and decide who is in it. The people in it see your name, not your address.',
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A day in words; times are ISO 8601. */
export function dayOf(time: string): string {
  return days.format(new Date(time))
}

type Given = {
  inviter: string | null
  kind: 'bucket' | 'group'
  place: string
  role: InvitationRole
  expiresAt: string
}

/** One line of who invites to what: `Ana invites you to the group “Film Club”`. */
export function invitationLine({ inviter, kind, place, role }: Omit<Given, 'expiresAt'>): string {
  const who = inviter?.trim() || 'Somebody'
  if (role === 'owner') return `${who} offers you the bucket “${place}”`
  return `${who} invites you to the ${kind} “${place}”`
}

/** The mail to somebody who was invited by name; `href` is where invitations are answered. */
export function writeInvitation(invitee: Invitee, given: Given & { href: string }): MailText {
  const line = oneLine(invitationLine(given))
  const signIn =
    'email' in invitee
      ? `sign in with an account whose address is ${invitee.email}`
      : `sign in with the GitHub account ${invitee.login}`
  const text = `${line}${given.role === 'owner' ? '' : `, as ${withArticle(given.role)}`}. ${ROLE_MEANS[given.role]}

To answer, ${signIn}:

${given.href}

The invitation is open until ${dayOf(given.expiresAt)}. You do not have to do anything if you do not want it, or if you do not know who sent it.
`
  return { to: 'email' in invitee ? invitee.email : null, subject: line, text }
}

/** A role in a sentence: `an editor`. */
export function withArticle(role: InvitationRole): string {
  return `${/^[aeiou]/.test(ROLE_NAMES[role]) ? 'an' : 'a'} ${ROLE_NAMES[role]}`
}

// Names come from outside and go into a header.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
