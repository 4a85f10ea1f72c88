import 'server-only'
import { eq, type SQL, sql } from 'drizzle-orm'
import { invitations } from '@/db/schema/sharing'
import type { Place } from '@/domain/sharing/invitation'

/** The condition that an invitation leads to this place. */
export function inPlace(place: Place): SQL {
  return 'bucketId' in place ? eq(invitations.bucketId, place.bucketId) : eq(invitations.groupId, place.groupId)
}

/** The columns that say where an invitation leads. */
export function placeColumns(place: Place): Place {
  return 'bucketId' in place ? { bucketId: place.bucketId } : { groupId: place.groupId }
}

/** The time so many days from now. */
export const inDays = (days: number) => sql`now() + make_interval(days => ${days})`
