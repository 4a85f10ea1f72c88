// Without zod: browsers load this with the list of buckets, the schema of a name (bucket.ts) stays on the server.

/** A bucket of one's own in the list of them; times are ISO 8601 in UTC. */
export type BucketSummary = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  /** How many people and groups it was shared with. */
  people: number
  groups: number
  movies: number
  changedAt: string
}

/** A deleted bucket; in its owner's trash for `TRASH_DAYS` after `deletedAt` (ISO 8601, UTC). */
export type TrashedBucket = { id: string; name: string; deletedAt: string }

/** Who sees a bucket, in a few words for a list. */
export function audienceWords({
  visibility,
  people,
  groups,
}: Pick<BucketSummary, 'visibility' | 'people' | 'groups'>): string {
  const shared = [count(people, 'person', 'people'), count(groups, 'group', 'groups')].filter(Boolean).join(' and ')
  if (visibility === 'everyone') return shared ? `Anyone with the link; ${shared}` : 'Anyone with the link'
  return shared ? `You and ${shared}` : 'Nobody but you'
}

const count = (number: number, one: string, many: string) =>
  number === 0 ? '' : `${number.toLocaleString('en')} ${number === 1 ? one : many}`
