/** The roles that an owner can give in their bucket, from least to most. A new role starts here. */
export const GIVEN_ROLES = ['viewer', 'editor'] as const
export type GivenRole = (typeof GIVEN_ROLES)[number]

/** From least to most. A person’s role is the highest they reach. `visitor` is anyone in an `everyone` bucket. */
export const ROLES = ['visitor', ...GIVEN_ROLES, 'owner'] as const
export type Role = (typeof ROLES)[number]

/** The roles that an admin can give in their group, from least to most. */
export const GIVEN_GROUP_ROLES = ['member', 'admin'] as const
export type GivenGroupRole = (typeof GIVEN_GROUP_ROLES)[number]

/** From least to most. A group has exactly one owner, who is always a member and an admin of it. */
export const GROUP_ROLES = [...GIVEN_GROUP_ROLES, 'owner'] as const
export type GroupRole = (typeof GROUP_ROLES)[number]

/** The roles that an invitation to a bucket can be for; `owner` is a transfer. */
export const BUCKET_INVITATION_ROLES = [...GIVEN_ROLES, 'owner'] as const
/** The roles of all invitations, to buckets and to groups. */
export const INVITATION_ROLES = [...BUCKET_INVITATION_ROLES, ...GIVEN_GROUP_ROLES] as const
export type InvitationRole = (typeof INVITATION_ROLES)[number]

/** Whether a role can be given in a bucket. */
export function isGiven(role: string): role is GivenRole {
  return GIVEN_ROLES.some((given) => given === role)
}

/** The least role each operation on a bucket needs. The one table; the policies in the database repeat it in SQL. */
export const LEAST_ROLE = {
  readMovies: 'visitor',
  /** What a change would do: how many movies it touches, which movies are there already. */
  previewChanges: 'editor',
  addMovies: 'editor',
  editMovies: 'editor',
  deleteMovies: 'editor',
  restoreMovies: 'editor',
  moveMovies: 'editor',
  readTrash: 'editor',
  readActivity: 'editor',
  undoChange: 'editor',
  readImports: 'editor',
  importMovies: 'editor',
  /** An owner has to transfer or delete instead. */
  leaveBucket: 'viewer',
  emptyTrash: 'owner',
  renameBucket: 'owner',
  deleteBucket: 'owner',
  readSharing: 'owner',
  changeSharing: 'owner',
} as const satisfies Record<string, Role>
export type Operation = keyof typeof LEAST_ROLE

/** Whether this role in a bucket allows the operation. */
export function can(role: Role, operation: Operation): boolean {
  const least = ROLES.indexOf(LEAST_ROLE[operation])
  return least >= 0 && ROLES.indexOf(role) >= least
}

/** The operations that change nothing; they run in a read-only transaction. */
export const READS: ReadonlySet<Operation> = new Set<Operation>([
  'readMovies',
  'previewChanges',
  'readTrash',
  'readActivity',
  'readImports',
  'readSharing',
])
