/** From least to most. The owner is always a member and an admin of their group; there is exactly one. */
export const GROUP_ROLES = ['member', 'admin', 'owner'] as const
export type GroupRole = (typeof GROUP_ROLES)[number]

/** The least role each operation on a group needs. The one table; policies in db/migrations repeat it in SQL. */
export const LEAST_GROUP_ROLE = {
  readGroup: 'member',
  /** An owner has to hand over or dissolve instead. */
  leaveGroup: 'member',
  readInvitations: 'admin',
  renameGroup: 'admin',
  inviteToGroup: 'admin',
  changeMembers: 'admin',
  handOverGroup: 'owner',
  deleteGroup: 'owner',
} as const satisfies Record<string, GroupRole>
export type GroupOperation = keyof typeof LEAST_GROUP_ROLE

/** Whether somebody with this role in a group may do this in it. */
export function canInGroup(role: GroupRole, operation: GroupOperation): boolean {
  const least = GROUP_ROLES.indexOf(LEAST_GROUP_ROLE[operation])
  return least >= 0 && GROUP_ROLES.indexOf(role) >= least
}

/** The operations that change nothing; they run in a read-only transaction. */
export const GROUP_READS: ReadonlySet<GroupOperation> = new Set<GroupOperation>(['readGroup', 'readInvitations'])

/** A group as one of its members sees it. */
export type Group = { id: string; name: string; role: GroupRole }

/** A group in the list of one's own, with how many are in it and how many buckets it was given. */
export type GroupSummary = Group & { members: number; buckets: number }

/** Somebody in a group; `isMe` is the one who looks. */
export type Member = { userId: string; name: string | null; role: GroupRole; isMe: boolean }

/** A bucket that a group was given, for a member who can open it. */
export type GroupBucket = {
  id: string
  name: string
  role: 'viewer' | 'editor' | 'owner'
  owner: string | null
  movies: number
}

/** Somebody's name, or what stands for it when their provider told none. */
export function nameOf(name: string | null): string {
  return name?.trim() || 'Somebody without a name'
}
