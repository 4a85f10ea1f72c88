import { type Access, inBucket } from '@/db/buckets/access'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import * as buckets from '@/db/buckets/write'
import { type Actor, asActor } from '@/db/client'
import { newId } from '@/db/ids'
import { listMovies } from '@/db/movies/read'
import { getGrants } from '@/db/sharing/grants'
import { type GroupAccess, inGroup } from '@/db/sharing/groups/access'
import * as members from '@/db/sharing/groups/members'
import { deleteGroup } from '@/db/sharing/groups/write'
import { blockInviter, unblock } from '@/db/sharing/invitations/blocks'
import { invite } from '@/db/sharing/invitations/invite'
import { makeLink } from '@/db/sharing/invitations/links'
import { revokeInvitation } from '@/db/sharing/invitations/pending'
import { acceptInvitation, acceptLink, declineInvitation } from '@/db/sharing/invitations/received'
import { reviseGrants } from '@/db/sharing/revise-grants'
import { leaveBucket } from '@/db/sharing/shared-buckets'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { GrantsRevision } from '@/domain/sharing/grants'
import type { LinkRole } from '@/domain/sharing/invitation-link'
import { type InvitationRole, isGiven, type Operation } from '@/domain/sharing/roles'
import { forgedBucket } from '@/tests/support/builders/buckets'
import type { Person } from '@/tests/support/builders/people'
import type { Place, Step } from './sharing-steps'

/** The real things that the model's numbers stand for. */
export type Cast = { people: Person[]; bucketIds: string[]; groupIds: string[] }

/** An invitation in the database; only its maker knows a link's token. */
export type Invitation = { id: string; token: string | null }

/** Does a step for real, as a request of that person would. Returns the token of a link that was made. */
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
      return inviteOrLink(cast, step, actor)
    case 'member':
      await inGroup(actor, groupId, 'changeMembers', (access) => members.changeMember(access, whom, step.role))
      break
    case 'removeMember':
      await inGroup(actor, groupId, 'changeMembers', (access) => members.removeMember(access, whom))
      break
    case 'transferGroup':
      await inGroup(actor, groupId, 'transferGroup', (access) => members.transferGroup(access, whom))
      break
    case 'leaveGroup':
      await inGroup(actor, groupId, 'leaveGroup', members.leaveGroup)
      break
    case 'dissolve':
      await inGroup(actor, groupId, 'deleteGroup', deleteGroup)
      break
    case 'unblock':
      await unblock(actor, whom)
      break
    case 'accept':
      await (invitation?.token
        ? acceptLink(actor, invitation.token)
        : acceptInvitation(actor, invitation?.id ?? newId()))
      break
    case 'decline':
      await declineInvitation(actor, invitation?.id ?? newId())
      break
    case 'block':
      await blockInviter(actor, invitation?.id ?? newId())
      break
    case 'revoke':
      throw new Error('revoke() takes invitations back')
  }
  return null
}

/** Takes an invitation back as a request of that person would. */
export function revoke(cast: Cast, place: Place, actor: Actor, id: string): Promise<void> {
  if ('bucket' in place)
    return inBucket(actor, cast.bucketIds[place.bucket] ?? '', 'changeSharing', ({ db, bucket }) =>
      revokeInvitation(db, { bucketId: bucket.id }, id),
    )
  return inGroup(actor, cast.groupIds[place.group] ?? '', 'inviteToGroup', ({ db, group }) =>
    revokeInvitation(db, { groupId: group.id }, id),
  )
}

async function revise(
  access: Access,
  { people, groupIds }: Cast,
  step: Extract<Step, { kind: 'share' | 'shareWithGroup' }>,
) {
  const now = await getGrants(access)
  const others = now.groups.flatMap(({ groupId, role }) => (role ? [{ groupId, role }] : []))
  const set: GrantsRevision = {
    revision: now.revision,
    people: now.people.map(({ id, role }) => ({ id, role })),
    groups: others,
    invitations: now.invitations.flatMap(({ id, role }) => (isGiven(role) ? [{ id, role }] : [])),
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
  await reviseGrants(access, set)
}

async function inviteOrLink(
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
    const link = { ...at, role: role as LinkRole, uses: step.once ? 1 : null, days: 14 } as const
    return (await makeLink(db, link, actor.userId)).token
  }
  if ('bucket' in place)
    return inBucket(actor, cast.bucketIds[place.bucket] ?? '', 'changeSharing', ({ db, bucket }) =>
      make(db, { bucketId: bucket.id }),
    )
  return inGroup(actor, cast.groupIds[place.group] ?? '', 'inviteToGroup', ({ db, group }) =>
    make(db, { groupId: group.id }),
  )
}

/** Does a step past the app's own checks, as if the person were the owner; false for steps without checks. */
export async function trespass(cast: Cast, step: Step, actor: Actor): Promise<boolean> {
  const bucketId = 'bucket' in step ? (cast.bucketIds[step.bucket] ?? '') : ''
  const groupId = 'group' in step ? (cast.groupIds[step.group] ?? '') : ''
  const whom = 'whom' in step ? (cast.people[step.whom]?.userId ?? '') : ''
  const inForged = (work: (access: Access) => Promise<unknown>) =>
    asActor(actor, { write: true }, (db) => work({ db, bucket: forgedBucket(bucketId), userId: actor.userId }))
  const inForgedGroup = (work: (access: GroupAccess) => Promise<unknown>) =>
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
      await inForgedGroup((access) => members.changeMember(access, whom, step.role))
      return true
    case 'removeMember':
      // Everyone may leave.
      if (whom === actor.userId) return false
      await inForgedGroup((access) => members.removeMember(access, whom))
      return true
    case 'transferGroup':
      await inForgedGroup((access) => members.transferGroup(access, whom))
      return true
    case 'dissolve':
      await inForgedGroup(deleteGroup)
      return true
    default:
      return false
  }
}
