import 'server-only'

/** A reason why a backup cannot be made or restored, which its message explains in full. */
export class BackupError extends Error {}
