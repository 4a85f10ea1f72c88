import { type Access, inBucket } from '@/db/buckets/access'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import * as buckets from '@/db/buckets/write'
import { type Actor, asActor } from '@/db/client'
import { newId } from '@/db/ids'
import { listMovies } from '@/db/movies/read'
import { getSharing, reviseShares } from '@/db/sharing/grants'
import * as groups from '@/db/sharing/groups'
import {
  acceptLink,
  acceptOffer,
  blockInviter,
  declineOffer,
  invite,
  makeLink,
  revokeInvitation,
  unblock,
} from '@/db/sharing/invitations'
import { leaveBucket } from '@/db/sharing/shared-with-me'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { SharesRevision } from '@/domain/sharing/grants'
import type { InvitationRole } from '@/domain/sharing/invitation'
import type { Operation } from '@/domain/sharing/roles'
import { forgedBucket } from '@/tests/support/builders/buckets'
import type { Person } from '@/tests/support/builders/people'
import type { Place, Step } from './sharing-steps'

/** The real things that the model's numbers stand for. */
export type Cast = { people: Person[]; bucketIds: string[]; groupIds: string[] }

/** An invitation as it lies in the database; a link's token is known to whoever made it. */
export type Invitation = { id: string; token: string | null }

/** Does a step for real, as somebody's request would. Returns the token of a link that was made. */
export async function takeStep(
  cast: Cast,
  step: Step,
  actor: Actor,
  invitation: Invitation | undefined,
): Promise<string | null> {
  const bucketId = 'bucket' in step ? (cast.bucketIds[step.bucket] ?? '') : ''
  const groupId = 'group' in step ? (cast.groupIds[step.group] ?? '') : ''
  const whom = 'whom' in step ? (cast.people[step.whom]?.userId ?? '') : ''
  const here = <T>(operation: Operation, work: (access: Access) => Promise<T>) =>
    inBucket(actor, bucketId, operation, work)
  switch (step.kind) {
    case 'read':
      await here('readMovies', (access) => listMovies(access, EMPTY_SEARCH))
      break
    case 'visibility':
      await here('changeSharing', (access) => buckets.setVisibility(access, step.open ? 'everyone' : 'private'))
      break
    case 'rotate':
      await here('changeSharing', buckets.rotateKey)
      break
    case 'leave':
      await here('leaveBucket', leaveBucket)
      break
    case 'delete':
      await here('deleteBucket', buckets.deleteBucket)
      break
    case 'restore':
      await restoreBucket(actor, bucketId)
      break
    case 'destroy':
      await destroyBucket(actor, bucketId)
      break
    case 'share':
    case 'shareWithGroup':
      await here('changeSharing', (access) => revise(access, cast, step))
      break
    case 'invite':
    case 'link':
      return offer(cast, step, actor)
    case 'member':
      await groups.inGroup(actor, groupId, 'changeMembers', (access) => groups.changeMember(access, whom, step.role))
      break
    case 'removeMember':
      await groups.inGroup(actor, groupId, 'changeMembers', (access) => groups.removeMember(access, whom))
      break
    case 'handOver':
      await groups.inGroup(actor, groupId, 'handOverGroup', (access) => groups.handOverGroup(access, whom))
      break
    case 'leaveGroup':
      await groups.inGroup(actor, groupId, 'leaveGroup', groups.leaveGroup)
      break
    case 'dissolve':
      await groups.inGroup(actor, groupId, 'deleteGroup', groups.deleteGroup)
      break
    case 'unblock':
      await unblock(actor, whom)
      break
    case 'accept':
      await (invitation?.token ? acceptLink(actor, invitation.token) : acceptOffer(actor, invitation?.id ?? newId()))
      break
    case 'decline':
      await declineOffer(actor, invitation?.id ?? newId())
      break
    case 'block':
      await blockInviter(actor, invitation?.id ?? newId())
      break
    case 'revoke':
      throw new Error('An invitation is taken back where it leads: see revoke()')
  }
  return null
}

/** Takes an invitation back as somebody's request would. */
export function revoke(cast: Cast, place: Place, actor: Actor, id: string): Promise<void> {
  if ('bucket' in place)
    return inBucket(actor, cast.bucketIds[place.bucket] ?? '', 'changeSharing', ({ db, bucket }) =>
      revokeInvitation(db, { bucketId: bucket.id }, id),
    )
  return groups.inGroup(actor, cast.groupIds[place.group] ?? '', 'inviteToGroup', ({ db, group }) =>
    revokeInvitation(db, { groupId: group.id }, id),
  )
}

async function revise(
  access: Access,
  { people, groupIds }: Cast,
  step: Extract<Step, { kind: 'share' | 'shareWithGroup' }>,
) {
  const now = await getSharing(access)
  const others = now.groups.flatMap(({ groupId, role }) => (role ? [{ groupId, role }] : []))
  const set: SharesRevision = {
    revision: now.revision,
    people: now.people.map(({ id, role }) => ({ id, role })),
    groups: others,
    invitations: now.invitations.flatMap(({ id, role }) =>
      role === 'viewer' || role === 'editor' ? [{ id, role }] : [],
    ),
    invite: [],
  }
  const { role } = step
  if (step.kind === 'share') {
    const one = now.people.find(({ name }) => name === people[step.to]?.name)
    set.people = set.people.filter(({ id }) => id !== one?.id)
    if (one && role) set.people.push({ id: one.id, role })
  } else {
    const groupId = groupIds[step.group] ?? ''
    set.groups = others.filter((group) => group.groupId !== groupId)
    if (role) set.groups.push({ groupId, role })
  }
  await reviseShares(access, set)
}

async function offer(
  cast: Cast,
  step: Extract<Step, { kind: 'invite' | 'link' }>,
  actor: Actor,
): Promise<string | null> {
  const { place } = step
  const role = step.role as InvitationRole
  const make = async (db: Access['db'], at: { bucketId: string } | { groupId: string }) => {
    if (step.kind === 'invite') {
      await invite(db, { ...at, email: cast.people[step.to]?.email ?? '', role }, actor.userId)
      return null
    }
    const link = {
      ...at,
      role: role as Exclude<InvitationRole, 'owner'>,
      uses: step.once ? 1 : null,
      days: 14,
    } as const
    return (await makeLink(db, link, actor.userId)).token
  }
  if ('bucket' in place)
    return inBucket(actor, cast.bucketIds[place.bucket] ?? '', 'changeSharing', ({ db, bucket }) =>
      make(db, { bucketId: bucket.id }),
    )
  return groups.inGroup(actor, cast.groupIds[place.group] ?? '', 'inviteToGroup', ({ db, group }) =>
    make(db, { groupId: group.id }),
  )
}

/** Does a step past the app's own checks, as if somebody were its owner; false for steps that have none to pass. */
export async function trespass(cast: Cast, step: Step, actor: Actor): Promise<boolean> {
  const bucketId = 'bucket' in step ? (cast.bucketIds[step.bucket] ?? '') : ''
  const groupId = 'group' in step ? (cast.groupIds[step.group] ?? '') : ''
  const whom = 'whom' in step ? (cast.people[step.whom]?.userId ?? '') : ''
  const inForged = (work: (access: Access) => Promise<unknown>) =>
    asActor(actor, { write: true }, (db) =>
      work({ db, bucket: forgedBucket(bucketId, actor.userId), userId: actor.userId }),
    )
  const inForgedGroup = (work: (access: groups.GroupAccess) => Promise<unknown>) =>
    asActor(actor, { write: true }, (db) =>
      work({ db, group: { id: groupId, name: 'Any', role: 'owner' }, userId: actor.userId }),
    )
  switch (step.kind) {
    case 'visibility':
      await inForged((access) => buckets.setVisibility(access, step.open ? 'everyone' : 'private'))
      return true
    case 'rotate':
      await inForged(buckets.rotateKey)
      return true
    case 'delete':
      await inForged(buckets.deleteBucket)
      return true
    case 'member':
      await inForgedGroup((access) => groups.changeMember(access, whom, step.role))
      return true
    case 'removeMember':
      // Oneself one may always take out.
      if (whom === actor.userId) return false
      await inForgedGroup((access) => groups.removeMember(access, whom))
      return true
    case 'handOver':
      await inForgedGroup((access) => groups.handOverGroup(access, whom))
      return true
    case 'dissolve':
      await inForgedGroup(groups.deleteGroup)
      return true
    default:
      return false
  }
}
