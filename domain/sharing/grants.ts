import type { FormState } from '@/domain/forms'
import type { Delivery, InvitationLink, Invitee, PendingInvitation } from './invitation'
import type { Role } from './roles'

/** A role that can be given to somebody who does not become the owner by it. */
export const GIVEN_ROLES = ['viewer', 'editor'] as const
export type GivenRole = (typeof GIVEN_ROLES)[number]

/** Whom a bucket is shared with, as its owner sees it. Ids of people and invitations are those of their rows. */
export type Sharing = {
  /** Stands for all of the set: another one means that somebody changed it. */
  revision: string
  /** `label` is how the owner named them, if they did. */
  people: { id: string; name: string | null; label: string | null; role: GivenRole }[]
  /** Every group that can be given a role: those that have one, and the owner's others with null. `others`: members but for the owner. */
  groups: { groupId: string; name: string; others: number; role: GivenRole | null }[]
  /** The role `owner` means that the bucket is offered to them. */
  invitations: PendingInvitation[]
  links: InvitationLink[]
}

/** A whole new set of whom a bucket is shared with: who is not in it loses what they had. */
export type SharesRevision = {
  revision: string
  people: { id: string; role: GivenRole }[]
  groups: { groupId: string; role: GivenRole }[]
  invitations: { id: string; role: GivenRole }[]
  invite: { who: Invitee; role: GivenRole }[]
}

/** One way on which a person reaches a bucket. */
export type Way = { kind: 'owner' | 'grant' | 'group'; role: Role; groupName: string | null }

/** A person whom a bucket reaches: the role that counts, and every way they have, the highest first. */
export type Reached = { userId: string; name: string | null; label: string | null; role: Role; ways: Way[] }

/** In whose eyes an owner looks at their bucket. */
export type ViewedAs = { kind: 'person' | 'group'; id: string } | { kind: 'everyone' }

/** Reads `person:<id>`, `group:<id>` or `everyone`; null when it is none of these. */
export function parseViewedAs(text: string): ViewedAs | null {
  if (text === 'everyone') return { kind: 'everyone' }
  const [, kind, id] = /^(person|group):(.+)$/.exec(text) ?? []
  return kind && id ? { kind: kind as 'person' | 'group', id } : null
}

/** Why somebody reaches a bucket, in words: `invited as viewer`, `editor through Film Club`. */
export function describeWay({ kind, role, groupName }: Way): string {
  if (kind === 'owner') return 'owner'
  return kind === 'grant' ? `${role} by invitation` : `${role} through ${groupName}`
}

/** What the form of whom a bucket is shared with shows afterwards. */
/** `changed`: whether there was anything to save. */
export type SharesState = FormState | { ok: true; changed: boolean; deliveries: Delivery[] }
export type SharesAction = (state: SharesState, form: FormData) => Promise<SharesState>

/** What somebody with a role may do, to follow “can”. */
export const ROLE_CAN: Record<Role, string> = {
  visitor: 'look at its movies and change nothing',
  viewer: 'look at its movies and change nothing',
  editor: 'look at its movies, add, change and delete them, and see who did what',
  owner: 'do everything, and decide who sees it',
}

/** A bucket of somebody else's: how one comes to see it, how many movies it holds, when one of them last changed. */
export type SharedBucket = {
  id: string
  name: string
  ownerName: string | null
  role: GivenRole
  /** Given to oneself, and so one's own to give up. */
  direct: boolean
  groups: { id: string; name: string }[]
  movies: number
  changedAt: string | null
}
