// Without zod, because browsers load this with the list of buckets; the schema of a name (name.ts) stays on the server.

import { CONFIRM_ABOVE } from '@/domain/movies/selection'
import { TRASH_DAYS } from '@/domain/movies/trash'
import { counted, joinNames } from '@/domain/text'

/** A bucket in its owner's list; times are ISO 8601 in UTC. */
export type BucketSummary = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  /** How many people and groups have a grant. */
  people: number
  groups: number
  movies: number
  changedAt: string
}

/** A deleted bucket; it stays in its owner's trash for `TRASH_DAYS` after `deletedAt` (ISO 8601, UTC). */
export type TrashedBucket = { id: string; name: string; deletedAt: string }

/** Says in a few words who sees a bucket. */
export function audienceWords({
  visibility,
  people,
  groups,
}: Pick<BucketSummary, 'visibility' | 'people' | 'groups'>): string {
  const shared = [some(people, 'person', 'people'), some(groups, 'group')].filter(Boolean).join(' and ')
  if (visibility === 'everyone') return shared ? `Anyone with the link; ${shared}` : 'Anyone with the link'
  return shared ? `You and ${shared}` : 'Nobody but you'
}

/** Whether to ask before deleting a bucket: it has many movies, or another person sees it. */
export function asksBeforeDelete({ movies, visibility, people, groups }: BucketSummary): boolean {
  return movies > CONFIRM_ABOVE || visibility === 'everyone' || people + groups > 0
}

/** Says in sentences what deleting a bucket does: how many movies go with it, and who loses it. */
export function deletionWords({ name, movies, visibility, people, groups }: BucketSummary): string {
  const held = movies === 0 ? '' : ` with its ${counted(movies, 'movie')}`
  const who = joinNames(
    [
      some(people, 'person', 'people'),
      some(groups, 'group'),
      visibility === 'everyone' ? 'everyone with the link' : '',
    ].filter(Boolean),
  )
  const loses = people + groups + (visibility === 'everyone' ? 1 : 0) === 1 ? 'loses' : 'lose'
  const loss = who && ` ${who[0]?.toUpperCase()}${who.slice(1)} ${loses} it at once.`
  return `“${name}” goes into the trash${held}, for ${TRASH_DAYS} days.${loss}`
}

const some = (count: number, one: string, many?: string) => (count === 0 ? '' : counted(count, one, many))
