import { type GivenRole, ROLES } from '@/domain/sharing/roles'
import {
  type Ending,
  isReceived,
  isSame,
  type ModelBucket,
  type ModelGroup,
  type ModelInvitation,
  opening,
  type SharingModel,
} from './sharing-model'
import type { Step } from './sharing-steps'

/** Says how a step of a person has to end, and brings the model up to it if it ends well. */
export function applyStep(model: SharingModel, step: Step, user: number): Ending {
  switch (step.kind) {
    case 'share':
    case 'shareWithGroup':
    case 'invite':
    case 'link':
    case 'revoke':
      return share(model, step, user)
    case 'accept':
    case 'decline':
    case 'block':
    case 'unblock':
      return answer(model, step, user)
    case 'member':
    case 'removeMember':
    case 'leaveGroup':
    case 'transferGroup':
    case 'dissolve':
      return change(model, step, user)
    default:
      return keep(model, step, user)
  }
}

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>

function share(
  model: SharingModel,
  step: Of<'share' | 'shareWithGroup' | 'invite' | 'link' | 'revoke'>,
  user: number,
): Ending {
  if (step.kind === 'revoke') {
    const invitation = model.invitations[step.which]
    if (!invitation) return 'not_found'
    const { place } = invitation
    const opened = opening(model, place, 'bucket' in place ? 'changeSharing' : 'inviteToGroup', user)
    if (opened === 'ok') model.invitations.splice(step.which, 1)
    return opened
  }
  const place = 'place' in step ? step.place : { bucket: step.bucket }
  const opened = opening(model, place, 'bucket' in place ? 'changeSharing' : 'inviteToGroup', user)
  if (opened !== 'ok') return opened
  if (step.kind === 'link') {
    model.invitations.push({ place, to: null, by: user, role: step.role, left: step.once ? 1 : null })
    return 'ok'
  }
  if (step.kind === 'invite') {
    if (step.to === user) return 'invalid'
    // A transfer waits beside an invitation.
    const isTransfer = (role: ModelInvitation['role']) => role === 'owner'
    const same = model.invitations.find(
      (other) => other.to === step.to && isSame(other.place, place) && isTransfer(other.role) === isTransfer(step.role),
    )
    if (same) Object.assign(same, { role: step.role, by: user })
    else model.invitations.push({ place, to: step.to, by: user, role: step.role, left: null })
    return 'ok'
  }
  const bucket = model.buckets[step.bucket] as ModelBucket
  if (step.kind === 'share') {
    // A person gets a role by accepting; here it is only changed or taken away.
    if (!bucket.grants.has(step.to)) return 'ok'
    if (step.role) bucket.grants.set(step.to, step.role)
    else bucket.grants.delete(step.to)
    return 'ok'
  }
  if (!step.role) bucket.groupGrants.delete(step.group)
  else if (bucket.groupGrants.has(step.group) || model.groups[step.group]?.members.has(user))
    bucket.groupGrants.set(step.group, step.role)
  else return 'conflict'
  return 'ok'
}

function answer(model: SharingModel, step: Of<'accept' | 'decline' | 'block' | 'unblock'>, user: number): Ending {
  if (step.kind === 'unblock') {
    model.blocks = model.blocks.filter(([who, whom]) => who !== user || whom !== step.whom)
    return 'ok'
  }
  const invitation = model.invitations[step.which]
  const received = invitation !== undefined && isReceived(model, invitation, user)
  if (step.kind === 'decline') {
    if (received && invitation.to !== null) model.invitations.splice(step.which, 1)
    return 'ok'
  }
  if (!received) return 'not_found'
  if (step.kind === 'block') {
    // A link names nobody, so nobody can be blocked by it.
    if (invitation.to === null) return 'not_found'
    model.blocks.push([user, invitation.by])
    return 'ok'
  }
  if (invitation.to !== null) model.invitations.splice(step.which, 1)
  const took = accept(model, invitation, user)
  if (took && invitation.left) invitation.left--
  return 'ok'
}

/** Whether accepting gave anything new. */
function accept(model: SharingModel, { place, role, by }: ModelInvitation, user: number): boolean {
  if ('group' in place) {
    const members = model.groups[place.group]?.members
    const has = members?.get(user)
    if (has === 'admin' || has === role) return false
    members?.set(user, role as 'member' | 'admin')
    return true
  }
  const bucket = model.buckets[place.bucket] as ModelBucket
  if (role === 'owner') {
    bucket.owner = user
    bucket.grants.delete(user)
    bucket.grants.set(by, 'editor')
    model.invitations = model.invitations.filter((other) => !isSame(other.place, place))
    return true
  }
  const has = bucket.grants.get(user)
  if (bucket.owner === user || (has && ROLES.indexOf(has) >= ROLES.indexOf(role as GivenRole))) return false
  bucket.grants.set(user, role as GivenRole)
  return true
}

function change(
  model: SharingModel,
  step: Of<'member' | 'removeMember' | 'leaveGroup' | 'transferGroup' | 'dissolve'>,
  user: number,
): Ending {
  const operation = (
    {
      member: 'changeMembers',
      removeMember: 'changeMembers',
      leaveGroup: 'leaveGroup',
      transferGroup: 'transferGroup',
      dissolve: 'deleteGroup',
    } as const
  )[step.kind]
  const opened = opening(model, { group: step.group }, operation, user)
  if (opened !== 'ok') return opened
  const group = model.groups[step.group] as ModelGroup
  const dropInvitationsBy = (by: number) => {
    model.invitations = model.invitations.filter((one) => one.by !== by || !isSame(one.place, { group: step.group }))
  }
  if (step.kind === 'dissolve') {
    model.groups[step.group] = { owner: null, members: new Map() }
    for (const bucket of model.buckets) bucket.groupGrants.delete(step.group)
    model.invitations = model.invitations.filter(({ place }) => !isSame(place, { group: step.group }))
    return 'ok'
  }
  const whom = step.kind === 'leaveGroup' ? user : step.whom
  if (step.kind === 'transferGroup') {
    if (whom === user) return 'conflict'
    if (!group.members.has(whom)) return 'not_found'
    group.owner = whom
    group.members.set(whom, 'admin').set(user, 'admin')
    return 'ok'
  }
  if (group.owner === whom) return 'conflict'
  if (!group.members.has(whom)) return 'not_found'
  if (step.kind === 'member') group.members.set(whom, step.role)
  else group.members.delete(whom)
  if (step.kind !== 'member' || step.role === 'member') dropInvitationsBy(whom)
  return 'ok'
}

function keep(
  model: SharingModel,
  step: Of<'read' | 'visibility' | 'rotate' | 'leave' | 'delete' | 'restore' | 'destroy'>,
  user: number,
): Ending {
  const bucket = model.buckets[step.bucket] as ModelBucket
  if (step.kind === 'restore' || step.kind === 'destroy') {
    if (bucket.owner !== user || !bucket.inTrash) return 'not_found'
    bucket.inTrash = false
    if (step.kind === 'restore') return 'ok'
    model.buckets[step.bucket] = { owner: null, inTrash: false, open: false, grants: new Map(), groupGrants: new Map() }
    model.invitations = model.invitations.filter(({ place }) => !isSame(place, { bucket: step.bucket }))
    return 'ok'
  }
  const operation = (
    {
      read: 'readMovies',
      visibility: 'changeSharing',
      rotate: 'changeSharing',
      leave: 'leaveBucket',
      delete: 'deleteBucket',
    } as const
  )[step.kind]
  const opened = opening(model, { bucket: step.bucket }, operation, user)
  if (opened !== 'ok') return opened
  if (step.kind === 'visibility') bucket.open = step.open
  if (step.kind === 'delete') bucket.inTrash = true
  if (step.kind !== 'leave') return 'ok'
  if (bucket.owner === user) return 'forbidden'
  return bucket.grants.delete(user) ? 'ok' : 'conflict'
}
