import 'server-only'

const shared = globalThis as typeof globalThis & { moviebucketLeaves?: boolean }

/** Whether this server was told to stop and waits for balancers to notice (`scripts/start/web-guard.mjs`). */
export const isLeaving = () => shared.moviebucketLeaves === true
