import type { InvitationRole } from './roles'

type Given = { inviter: string | null; kind: 'bucket' | 'group'; place: string; role: InvitationRole }

/** Says in one line who invites to what: `Ana invites you to the group “Film Club”`. */
export function invitationLine({ inviter, kind, place, role }: Given): string {
  const who = inviter?.trim() || 'An unnamed person'
  if (role === 'owner') return `${who} wants to transfer the bucket “${place}” to you`
  return `${who} invites you to the ${kind} “${place}”`
}

/** Where an invitation came from and went to; both are null for a link. */
export type Addressed = {
  /** The inviter's verified address. */
  inviterAddress: string | null
  /** The address or GitHub login it was sent to, and the login that the account has `now`. */
  to: { email: string } | { login: string; now: string } | null
}

/** Says whose account a received invitation is for and whose address it came from; undefined for a link. */
export function recipientLine({ to, inviterAddress }: Addressed): string | undefined {
  if (!to) return undefined
  const from = inviterAddress ? `From ${inviterAddress}, for ` : 'For '
  if ('email' in to) return `${from}${to.email}.`
  return `${from}your GitHub account @${to.now}${to.now === to.login ? '' : `, which was @${to.login}`}.`
}
