import 'server-only'
import { type Access, type Bucket, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { countAllMovies, listMovies, type MoviePage } from '@/db/movies/read'
import { AppError } from '@/domain/result'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { Reached, Sharing, ViewedAs, Way } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'
import type { Role } from '@/domain/sharing/roles'
import { getSharing, listReached } from './grants'

/** An owner's bucket in the eyes of somebody else: their role and ways to it, and what they see of it, if anything. */
export type View = {
  bucket: Bucket
  who: string
  role: Role | null
  ways: Way[]
  seen: Seen | null
  /** In whose eyes one could look at it, too. */
  reached: Reached[]
  groups: Sharing['groups']
}
type Seen = { movies: MoviePage['movies']; total: number }

/**
 * Shows an owner their bucket as a person whom it reaches, as anybody in a group, or as everyone else. It is read
 * as them, under the policies that hold for them, so it cannot show more or less than they get.
 * @throws {AppError} `not_found` for a person or a group that the bucket is not shared with
 */
export async function viewAs(actor: Actor, bucketId: string, as: ViewedAs): Promise<View> {
  const known = await inBucket(actor, bucketId, 'readSharing', async (access) => ({
    bucket: access.bucket,
    reached: await listReached(access),
    groups: (await getSharing(access)).groups,
  }))
  const { bucket, reached, groups } = known
  if (as.kind === 'everyone') {
    const key = bucket.visibility === 'everyone' ? bucket.publicKey : null
    const seen = key ? await inBucket(null, key, 'readMovies', look) : null
    return { ...known, who: 'anyone with the link', role: seen && 'visitor', ways: [], seen: seen && withoutRole(seen) }
  }
  if (as.kind === 'group') {
    const group = groups.find(({ groupId }) => groupId === as.id)
    if (!group?.role) throw new AppError('not_found', 'This bucket is not shared with that group.')
    const seen = await inBucket(actor, bucketId, 'readMovies', look)
    const ways: Way[] = [{ kind: 'group', role: group.role, groupName: group.name }]
    return { ...known, who: `anyone in ${group.name}`, role: group.role, ways, seen: withoutRole(seen) }
  }
  const person = reached.find(({ userId }) => userId === as.id)
  if (!person) throw new AppError('not_found', 'This bucket is not shared with that person.')
  const seen = await inBucket({ userId: person.userId }, bucketId, 'readMovies', look)
  return {
    ...known,
    who: nameOf(person.name ?? person.label),
    role: seen.role,
    ways: person.ways,
    seen: withoutRole(seen),
  }
}

async function look(access: Access): Promise<Seen & { role: Role }> {
  const { movies } = await listMovies(access, EMPTY_SEARCH)
  return { role: access.bucket.role, movies, total: await countAllMovies(access) }
}

const withoutRole = ({ movies, total }: Seen): Seen => ({ movies, total })
