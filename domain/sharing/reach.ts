import type { Role } from './roles'

/** Why a bucket reaches a person: they own it, were given a grant, or are in a group with one. */
export type Reason = { kind: 'owner' | 'grant' | 'group'; role: Role; groupName: string | null }

/** A person whom a bucket reaches, with the highest of their roles and every reason, the highest role first. */
export type ReachedPerson = { userId: string; name: string | null; label: string | null; role: Role; reasons: Reason[] }

/** A reason in words: `viewer by invitation`, `editor through Film Club`. */
export function describeReason({ kind, role, groupName }: Reason): string {
  if (kind === 'owner') return 'owner'
  return kind === 'grant' ? `${role} by invitation` : `${role} through ${groupName}`
}
