import { GROUP_ROLES, type GroupRole, type Role } from './roles'

/** The least role each operation on a group needs. The one table; the policies in the database repeat it in SQL. */
export const LEAST_GROUP_ROLE = {
  readGroup: 'member',
  /** An owner has to transfer or dissolve instead. */
  leaveGroup: 'member',
  readInvitations: 'admin',
  renameGroup: 'admin',
  inviteToGroup: 'admin',
  changeMembers: 'admin',
  transferGroup: 'owner',
  deleteGroup: 'owner',
} as const satisfies Record<string, GroupRole>
export type GroupOperation = keyof typeof LEAST_GROUP_ROLE

/** Whether this role in a group allows the operation. */
export function canInGroup(role: GroupRole, operation: GroupOperation): boolean {
  const least = GROUP_ROLES.indexOf(LEAST_GROUP_ROLE[operation])
  return least >= 0 && GROUP_ROLES.indexOf(role) >= least
}

/** The operations that change nothing; they run in a read-only transaction. */
export const GROUP_READS: ReadonlySet<GroupOperation> = new Set<GroupOperation>(['readGroup', 'readInvitations'])

/** A group as one of its members sees it. */
export type Group = { id: string; name: string; role: GroupRole }

/** A group in a member’s list, with how many members and buckets it has. */
export type GroupSummary = Group & { members: number; buckets: number }

/** A person in a group; `isMe` marks the reader. */
export type Member = { userId: string; name: string | null; role: GroupRole; isMe: boolean }

/** A bucket that is shared with a group, as a member sees it. */
export type GroupBucket = {
  id: string
  name: string
  role: Exclude<Role, 'visitor'>
  owner: string | null
  movies: number
}

/** A person’s name, or what stands for it when their provider gave none. */
export function nameOf(name: string | null): string {
  return name?.trim() || 'Unnamed person'
}
