/** From least to most; a role reached on several ways is the highest of them. `visitor` is anyone in an `everyone` bucket. */
export const ROLES = ['visitor', 'viewer', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** The least role each operation on a bucket needs. The one table; policies in db/migrations repeat it in SQL. */
export const LEAST_ROLE = {
  readMovies: 'visitor',
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
  /** See how one's own access came about, and give it up; an owner has to hand over or delete instead. */
  leaveBucket: 'viewer',
  emptyTrash: 'owner',
  renameBucket: 'owner',
  deleteBucket: 'owner',
  readSharing: 'owner',
  changeSharing: 'owner',
} as const satisfies Record<string, Role>
export type Operation = keyof typeof LEAST_ROLE

/** Whether somebody with this role in a bucket may do this in it. */
export function can(role: Role, operation: Operation): boolean {
  const least = ROLES.indexOf(LEAST_ROLE[operation])
  return least >= 0 && ROLES.indexOf(role) >= least
}

/** The operations that change nothing; they run in a read-only transaction. */
export const READS: ReadonlySet<Operation> = new Set<Operation>([
  'readMovies',
  'readTrash',
  'readActivity',
  'readImports',
  'readSharing',
])
