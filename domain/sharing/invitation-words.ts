import type { InvitationRole } from './roles'

type Given = { inviter: string | null; kind: 'bucket' | 'group'; place: string; role: InvitationRole }

/** Says in one line who invites to what: `Ana invites you to the group “Film Club”`. */
export function invitationLine({ inviter, kind, place, role }: Given): string {
  const who = inviter?.trim() || 'An unnamed person'
  if (role === 'owner') return `${who} wants to transfer the bucket “${place}” to you`
  return `${who} invites you to the ${kind} “${place}”`
}
