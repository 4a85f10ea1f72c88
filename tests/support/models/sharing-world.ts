import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { getGrants } from '@/db/sharing/grants'
import { inGroup } from '@/db/sharing/groups/access'
import { invite } from '@/db/sharing/invitations/invite'
import { makeLink } from '@/db/sharing/invitations/links'
import { addBucket } from '@/tests/support/builders/buckets'
import { sql } from '@/tests/support/database/sql'
import type { Target, Viewer, World } from './world'

/** What the actions of sharing work on, besides the bucket of a viewer's target. */
export type SharingTarget = Target & {
  /** The revision of the bucket's grants, and an invitation that waits there. */
  revision: string
  invitationId: string
  /** A bucket of the owner's in the trash. */
  trashedBucketId: string
  groupId: string
  memberId: string
  groupInvitationId: string
  /** An invitation that names the stranger, and a link into a bucket that only its owner sees. */
  receivedId: string
  token: string
  /** The person whom the stranger has blocked. */
  blockedId: string
}

/** Adds grants, groups and invitations to a world. Returns the target of each viewer. */
export async function furnishSharing(world: World): Promise<(viewer: Viewer) => SharingTarget> {
  const { owner, target, actor } = world
  const person = (viewer: Viewer) => {
    const found = actor[viewer]
    if (!found) throw new Error(`${viewer} is not signed in`)
    return found
  }
  const trashedBucketId = await addBucket(owner)
  await sql('update buckets set deleted_at = now() where id = $1', [trashedBucketId])

  const founder = person('owner of the group')
  const [group] = await sql<{ id: string }>(
    "select group_id as id from grants where role = 'editor' and group_id is not null",
  )
  const groupId = group?.id ?? ''
  const groupInvitationId = await inGroup(founder, groupId, 'inviteToGroup', ({ db }) =>
    invite(db, { groupId, login: 'waiting', role: 'member' }, founder.userId),
  )

  const stranger = person('stranger')
  const home = person('owner').bucketId
  const [receivedId, { token }] = await inBucket(owner, home, 'changeSharing', async ({ db, bucket }) => [
    await invite(db, { bucketId: bucket.id, email: stranger.email, role: 'viewer' }, owner.userId),
    await makeLink(db, { bucketId: bucket.id, role: 'viewer', uses: null, days: 14 }, owner.userId),
  ])
  const blockedId = founder.userId
  await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [stranger.userId, blockedId])

  const rest = { trashedBucketId, groupId, groupInvitationId, receivedId, token, blockedId }
  const memberId = person('editor by group').userId
  const shared = { ...(await addInvitation(owner, target.owner)), ...rest, memberId }
  const open = { ...(await addInvitation(owner, target['visitor, signed in'])), ...rest, memberId }
  return (viewer) => (target[viewer] === target.owner ? shared : open)
}

async function addInvitation(owner: Actor, target: Target) {
  return inBucket(owner, target.bucketId, 'changeSharing', async (access) => {
    const to = { bucketId: target.bucketId, login: 'waiting', role: 'viewer' } as const
    const invitationId = await invite(access.db, to, owner.userId)
    return { ...target, invitationId, revision: (await getGrants(access)).revision }
  })
}
