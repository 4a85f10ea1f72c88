// Without zod: browsers load this with the list of buckets, the schema of a name (bucket.ts) stays on the server.

import { CONFIRM_ABOVE } from '@/domain/movies/selection'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { joinNames } from '@/domain/text'

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

/** Whether deleting a bucket is asked about first: it holds many movies, or somebody else sees it. */
export function asksBeforeDelete({ movies, visibility, people, groups }: BucketSummary): boolean {
  return movies > CONFIRM_ABOVE || visibility === 'everyone' || people + groups > 0
}

/** What deleting a bucket does, in sentences: how many movies go with it, and who loses it. */
export function deletionWords({ name, movies, visibility, people, groups }: BucketSummary): string {
  const held = movies === 0 ? '' : ` with its ${count(movies, 'movie', 'movies')}`
  const who = joinNames(
    [
      count(people, 'person', 'people'),
      count(groups, 'group', 'groups'),
      visibility === 'everyone' ? 'everyone with the link' : '',
    ].filter(Boolean),
  )
  const loses = people + groups + (visibility === 'everyone' ? 1 : 0) === 1 ? 'loses' : 'lose'
  const loss = who && ` ${who[0]?.toUpperCase()}${who.slice(1)} ${loses} it at once.`
  return `“${name}” goes into the trash${held}, for ${TRASH_DAYS} days.${loss}`
}

const count = (number: number, one: string, many: string) =>
  number === 0 ? '' : `${number.toLocaleString('en')} ${number === 1 ? one : many}`
