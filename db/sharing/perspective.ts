import 'server-only'
import { type Access, type Bucket, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { countAllMovies, listMovies, type MoviePage } from '@/db/movies/read'
import { AppError } from '@/domain/result'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { GrantSet } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'
import type { Perspective } from '@/domain/sharing/perspective'
import type { ReachedPerson, Reason } from '@/domain/sharing/reach'
import type { Role } from '@/domain/sharing/roles'
import { getGrants } from './grants'
import { listReach } from './reach'

/** An owner's bucket from another perspective: the role and its reasons, and what is seen of it, if anything. */
export type OpenPerspective = {
  bucket: Bucket
  who: string
  role: Role | null
  reasons: Reason[]
  seen: Seen | null
  /** The people and groups whose perspective the owner can choose. */
  reach: ReachedPerson[]
  groups: GrantSet['groups']
}
type Seen = { movies: MoviePage['movies']; total: number }

/**
 * Shows an owner their bucket as a person whom it reaches, as any member of a group, or as everyone else. The bucket is
 * read as that person, under the policies that hold for them, so it shows neither more nor less than they get.
 * @throws {AppError} `not_found` for a person or a group without access to the bucket
 */
export async function openPerspective(
  actor: Actor,
  bucketId: string,
  perspective: Perspective,
): Promise<OpenPerspective> {
  const known = await inBucket(actor, bucketId, 'readSharing', async (access) => ({
    bucket: access.bucket,
    reach: await listReach(access),
    groups: (await getGrants(access)).groups,
  }))
  const { bucket, reach, groups } = known
  if (perspective.kind === 'everyone') {
    const key = bucket.visibility === 'everyone' ? bucket.publicKey : null
    const seen = key ? (await inBucket(null, key, 'readMovies', look)).seen : null
    return { ...known, who: 'anyone with the link', role: seen && 'visitor', reasons: [], seen }
  }
  if (perspective.kind === 'group') {
    const group = groups.find(({ groupId }) => groupId === perspective.id)
    if (!group?.role) throw new AppError('not_found', 'This bucket is not shared with that group.')
    const { seen } = await inBucket(actor, bucketId, 'readMovies', look)
    const reasons: Reason[] = [{ kind: 'group', role: group.role, groupName: group.name }]
    return { ...known, who: `anyone in ${group.name}`, role: group.role, reasons, seen }
  }
  const person = reach.find(({ userId }) => userId === perspective.id)
  if (!person) throw new AppError('not_found', 'This bucket is not shared with that person.')
  const { role, seen } = await inBucket({ userId: person.userId }, bucketId, 'readMovies', look)
  return { ...known, who: nameOf(person.name ?? person.label), role, reasons: person.reasons, seen }
}

async function look(access: Access): Promise<{ role: Role; seen: Seen }> {
  const { movies } = await listMovies(access, EMPTY_SEARCH)
  return { role: access.bucket.role, seen: { movies, total: await countAllMovies(access) } }
}
