import type { ErrorCode } from '@/domain/result'
import { canInGroup, type GroupOperation } from '@/domain/sharing/group'
import { can, type GivenRole, type GroupRole, type Operation, ROLES, type Role } from '@/domain/sharing/roles'
import type { Place } from './sharing-steps'

/** Users, buckets and groups have numbers; `owner` is null for what is deleted for good. */
export type ModelBucket = {
  owner: number | null
  inTrash: boolean
  open: boolean
  grants: Map<number, GivenRole>
  groupGrants: Map<number, GivenRole>
}
export type ModelGroup = { owner: number | null; members: Map<number, 'member' | 'admin'> }
/** An invitation by name, or (`to` is null) a link; `left` is how often it still works. */
export type ModelInvitation = { place: Place; to: number | null; by: number; role: string; left: number | null }
export type SharingModel = {
  buckets: ModelBucket[]
  groups: ModelGroup[]
  invitations: ModelInvitation[]
  /** Who has blocked whom. */
  blocks: [number, number][]
}

export type Ending = 'ok' | ErrorCode

const highest = (roles: readonly Role[]) => [...roles].sort((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a))[0] ?? null

/** The plainest statement of who has which role in a bucket that they open by its id. */
export function roleIn(model: SharingModel, at: number, user: number | null): Role | null {
  const bucket = model.buckets[at]
  if (!bucket || bucket.owner === null || bucket.inTrash || user === null) return null
  const given = bucket.grants.get(user)
  const groups = [...bucket.groupGrants].filter(([group]) => model.groups[group]?.members.has(user))
  return highest([
    ...(bucket.owner === user ? (['owner'] as const) : []),
    ...(given ? [given] : []),
    ...groups.map(([, role]) => role),
  ])
}

export function groupRole(group: ModelGroup | undefined, user: number): GroupRole | null {
  return group?.owner === user ? 'owner' : (group?.members.get(user) ?? null)
}

/** Whether a person can answer an invitation. */
export function isReceived(model: SharingModel, invitation: ModelInvitation, user: number): boolean {
  const { place, to, by, left } = invitation
  if (by === user || left === 0 || (to !== null && to !== user)) return false
  if (to !== null && model.blocks.some(([who, whom]) => who === user && whom === by)) return false
  if ('bucket' in place) {
    const bucket = model.buckets[place.bucket]
    return bucket?.owner === by && !bucket.inTrash
  }
  const role = groupRole(model.groups[place.group], by)
  return role === 'owner' || role === 'admin'
}

/** Whether a person manages an invitation, and so sees it. */
export function manages(model: SharingModel, { place }: ModelInvitation, user: number): boolean {
  if ('bucket' in place) return model.buckets[place.bucket]?.owner === user
  const role = groupRole(model.groups[place.group], user)
  return role === 'owner' || role === 'admin'
}

/** How opening a bucket or a group for an operation has to end. */
export function opening(model: SharingModel, place: Place, operation: Operation | GroupOperation, user: number | null) {
  if ('bucket' in place) {
    const role = roleIn(model, place.bucket, user)
    return role === null ? 'not_found' : can(role, operation as Operation) ? 'ok' : 'forbidden'
  }
  if (user === null) return 'unauthenticated'
  const role = groupRole(model.groups[place.group], user)
  return role === null ? 'not_found' : canInGroup(role, operation as GroupOperation) ? 'ok' : 'forbidden'
}

export function isSame(a: Place, b: Place): boolean {
  return 'bucket' in a ? 'bucket' in b && a.bucket === b.bucket : 'group' in b && a.group === b.group
}
