import { type GrantSet, type GrantsRevision, MOST_INVITED } from './grants'
import { type Invitee, inviteeLabel } from './invitee'
import { type GivenRole, isGiven } from './roles'

/** One line of a new set of grants: a person or invitation in the present set, a group, or a person to invite. */
export type GrantRequest = { role: GivenRole } & ({ id: string } | { groupId: string } | { to: Invitee })

/** Why a line does not fit: the field (`grants.3.to`), the reason, the limit and the value, if there is one. */
export type GrantMisfit = { field: string; code: string; limit?: number; value?: unknown; message: string }

/** A revision, and for each new person the line they come from. */
export type PlannedGrants = { revision: GrantsRevision; lines: number[] }

/**
 * Plans the revision that turns the present grants into the requested ones. A person who is named and has access or
 * waits already keeps their row. A transfer is no part of the set. Returns misfits instead of a plan if any line is
 * unknown or comes twice, or if there are more than 20 new people.
 */
export function planGrants(
  present: GrantSet,
  requested: readonly GrantRequest[],
): PlannedGrants | { misfits: GrantMisfit[] } {
  const revision: GrantsRevision = {
    revision: present.revision,
    people: [],
    groups: [],
    invitations: [],
    invite: [],
  }
  const lines: number[] = []
  const misfits: GrantMisfit[] = []
  const seen = new Set<string>()
  const waiting = present.invitations.filter(({ role }) => isGiven(role))
  const refuse = (at: number, field: string, message: string, value?: string) =>
    misfits.push({ field: `grants.${at}.${field}`, code: 'invalid', ...(value && { value }), message })

  for (const [at, grant] of requested.entries()) {
    const { role } = grant
    if ('groupId' in grant) {
      const { groupId } = grant
      if (!present.groups.some((group) => group.groupId === groupId))
        refuse(at, 'groupId', 'Group: it is none that you are in', groupId)
      else if (isRepeated(groupId)) refuse(at, 'groupId', 'Group: it comes twice', groupId)
      else revision.groups.push({ groupId, role })
      continue
    }
    const label = 'to' in grant ? inviteeLabel(grant.to) : undefined
    const [field, value] = 'to' in grant ? ['to', label ?? ''] : ['id', grant.id]
    const isIt = (row: { id: string; label: string | null }) =>
      'id' in grant ? row.id === grant.id : row.label === label
    const person = present.people.find(isIt)
    const invitation = waiting.find(isIt)
    if (isRepeated(person?.id ?? invitation?.id ?? value)) refuse(at, field, `${value} comes twice`, value)
    else if (person) revision.people.push({ id: person.id, role })
    else if (invitation) revision.invitations.push({ id: invitation.id, role })
    else if ('to' in grant) {
      revision.invite.push({ to: grant.to, role })
      lines.push(at)
    } else refuse(at, field, 'Id: it is none of the present set', value)
  }
  if (revision.invite.length > MOST_INVITED)
    misfits.push({
      field: 'grants',
      code: 'too_big',
      limit: MOST_INVITED,
      value: revision.invite.length,
      message: `Grants: you can invite ${MOST_INVITED} people at once, not ${revision.invite.length}`,
    })
  return misfits.length > 0 ? { misfits } : { revision, lines }

  function isRepeated(key: string): boolean {
    const known = seen.has(key)
    seen.add(key)
    return known
  }
}
