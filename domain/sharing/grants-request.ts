import type { GivenRole, SharesRevision, Sharing } from './grants'
import { type Invitee, inviteeLabel } from './invitation'

/** One line of a new set of grants: somebody in the present set, a group, or somebody to invite. */
export type GrantRequest = { role: GivenRole } & ({ id: string } | { groupId: string } | { to: Invitee })

/** What of a request does not fit: the field (`grants.3.to`), why, the limit and the value, if there is one. */
export type GrantMisfit = { field: string; code: string; limit?: number; value?: unknown; message: string }

/** The revision that makes `sharing` what was asked for, and for each new person the line they come from. */
export type PlannedGrants = { set: SharesRevision; lines: number[] }

const MOST_INVITED = 20

/**
 * Reads a whole new set of grants against the present one: who is named and waits or has access already keeps their
 * row. An offer to hand the bucket over is no part of the set.
 * Instead of the plan comes every line that is unknown or repeated, and that there are more than 20 new people.
 */
export function planGrants(
  sharing: Sharing,
  grants: readonly GrantRequest[],
): PlannedGrants | { misfits: GrantMisfit[] } {
  const set: SharesRevision = { revision: sharing.revision, people: [], groups: [], invitations: [], invite: [] }
  const lines: number[] = []
  const misfits: GrantMisfit[] = []
  const seen = new Set<string>()
  const waiting = sharing.invitations.filter(({ role }) => role === 'viewer' || role === 'editor')
  const refuse = (at: number, field: string, message: string, value?: string) =>
    misfits.push({ field: `grants.${at}.${field}`, code: 'invalid', ...(value && { value }), message })

  for (const [at, grant] of grants.entries()) {
    const { role } = grant
    if ('groupId' in grant) {
      const { groupId } = grant
      if (!sharing.groups.some((group) => group.groupId === groupId))
        refuse(at, 'groupId', 'Group: it is none that you are in', groupId)
      else if (isRepeated(groupId)) refuse(at, 'groupId', 'Group: it comes twice', groupId)
      else set.groups.push({ groupId, role })
      continue
    }
    const label = 'to' in grant ? inviteeLabel(grant.to) : undefined
    const [field, value] = 'to' in grant ? ['to', label ?? ''] : ['id', grant.id]
    const isIt = (row: { id: string; label: string | null }) =>
      'id' in grant ? row.id === grant.id : row.label === label
    const person = sharing.people.find(isIt)
    const invitation = waiting.find(isIt)
    if (isRepeated(person?.id ?? invitation?.id ?? value)) refuse(at, field, `${value} comes twice`, value)
    else if (person) set.people.push({ id: person.id, role })
    else if (invitation) set.invitations.push({ id: invitation.id, role })
    else if ('to' in grant) {
      set.invite.push({ who: grant.to, role })
      lines.push(at)
    } else refuse(at, field, 'Id: it is none of the present set', value)
  }
  if (set.invite.length > MOST_INVITED)
    misfits.push({
      field: 'grants',
      code: 'too_big',
      limit: MOST_INVITED,
      value: set.invite.length,
      message: `Grants: you can invite ${MOST_INVITED} people at once, not ${set.invite.length}`,
    })
  return misfits.length > 0 ? { misfits } : { set, lines }

  function isRepeated(key: string): boolean {
    const known = seen.has(key)
    seen.add(key)
    return known
  }
}
