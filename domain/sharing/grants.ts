import type { FormState } from '@/domain/forms'
import type { PendingInvitation } from './invitation'
import type { InvitationLink } from './invitation-link'
import type { Delivery } from './invitation-mail'
import type { Invitee } from './invitee'
import type { GivenRole } from './roles'

/** How many people one revision can invite. */
export const MOST_INVITED = 20

/** All grants of a bucket and the invitations to it, for its owner. Ids of people and invitations are those of their rows. */
export type GrantSet = {
  /** Identifies this state of the set; another one means that the set changed. */
  revision: string
  /** `label` is how the owner named them when inviting. */
  people: { id: string; name: string | null; label: string | null; role: GivenRole }[]
  /** The groups with a grant, and the owner’s other groups with the role null. `others` counts members but for the owner. */
  groups: { groupId: string; name: string; others: number; role: GivenRole | null }[]
  /** The role `owner` is a transfer, which is no part of what the revision identifies. */
  invitations: PendingInvitation[]
  links: InvitationLink[]
}

/** A whole new set of grants: a person, group or invitation that is not in it loses its role. */
export type GrantsRevision = {
  /** The revision of the set that this one replaces. */
  revision: string
  people: { id: string; role: GivenRole }[]
  groups: { groupId: string; role: GivenRole }[]
  invitations: { id: string; role: GivenRole }[]
  invite: { to: Invitee; role: GivenRole }[]
}

/** What the form of grants shows afterwards; `changed` tells whether there was anything to save. */
export type GrantsState = FormState | { ok: true; changed: boolean; deliveries: Delivery[] }
export type GrantsAction = (state: GrantsState, form: FormData) => Promise<GrantsState>
