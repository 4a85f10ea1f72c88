// Without zod: browsers load this with the list of buckets, the schema of a name (bucket.ts) stays on the server.

/** Days that a deleted bucket waits in its owner's trash. */
export const BUCKET_KEPT_DAYS = 30

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

/** A deleted bucket; it is gone for good 30 days after `deletedAt` (ISO 8601, UTC). */
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

/** Whole days until a deleted bucket is gone for good, in words. `now` is in ms. */
export function daysLeft(deletedAt: string, now: number): string {
  const days = Math.max(0, Math.ceil((Date.parse(deletedAt) - now) / 86_400_000 + BUCKET_KEPT_DAYS))
  return days === 1 ? '1 day left' : `${days} days left`
}

const count = (number: number, one: string, many: string) =>
  number === 0 ? '' : `${number.toLocaleString('en')} ${number === 1 ? one : many}`
