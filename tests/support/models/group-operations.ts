import type { Actor } from '@/db/client'
import type { GroupAccess } from '@/db/sharing/groups'
import * as groups from '@/db/sharing/groups'
import { invite, listInvitations, makeLink, revokeInvitation } from '@/db/sharing/invitations'
import type { GroupOperation } from '@/domain/sharing/group'
import type { Outcome } from './operations'

/** Everybody there can be, seen from a group. */
export const GROUP_VIEWERS = ['owner', 'admin', 'member', 'former member', 'stranger', 'signed out'] as const
export type GroupViewer = (typeof GROUP_VIEWERS)[number]

const NOT_SEEN = { 'former member': 'not_found', stranger: 'not_found', 'signed out': 'unauthenticated' } as const
const FOR_MEMBERS: Record<GroupViewer, Outcome> = { ...NOT_SEEN, owner: 'ok', admin: 'ok', member: 'ok' }
const FOR_ADMINS: Record<GroupViewer, Outcome> = { ...FOR_MEMBERS, member: 'forbidden' }
const FOR_OWNERS: Record<GroupViewer, Outcome> = { ...FOR_ADMINS, admin: 'forbidden' }

/** A group with what operations are done to: an invitation that waits, and people in it. */
export type GroupTarget = {
  groupId: string
  bucketId: string
  pendingId: string
  member: Actor
  bystander: Actor
  admin: Actor
}
export type GroupRow = {
  outcomes: Record<GroupViewer, Outcome>
  functions: Record<string, (access: GroupAccess, target: GroupTarget) => Promise<unknown>>
}

/**
 * Who may do what in a group: an operation without a row does not compile. Written out a second time on purpose:
 * whoever changes it has to mean it.
 */
export const GROUP_OPERATIONS: Record<GroupOperation, GroupRow> = {
  readGroup: {
    outcomes: FOR_MEMBERS,
    functions: { listMembers: groups.listMembers, listGroupBuckets: groups.listGroupBuckets },
  },
  readInvitations: {
    outcomes: FOR_ADMINS,
    functions: { listInvitations: ({ db, group }) => listInvitations(db, { groupId: group.id }) },
  },
  renameGroup: { outcomes: FOR_ADMINS, functions: { renameGroup: (access) => groups.renameGroup(access, 'Renamed') } },
  inviteToGroup: {
    outcomes: FOR_ADMINS,
    functions: {
      invite: ({ db, group, userId }) =>
        invite(db, { groupId: group.id, email: 'new@example.org', role: 'member' }, userId),
      makeLink: ({ db, group, userId }) =>
        makeLink(db, { groupId: group.id, role: 'member', uses: 1, days: 14 }, userId),
      revokeInvitation: ({ db, group }, { pendingId }) => revokeInvitation(db, { groupId: group.id }, pendingId),
    },
  },
  changeMembers: {
    outcomes: FOR_ADMINS,
    functions: {
      'changeMember, up': (access, { bystander }) => groups.changeMember(access, bystander.userId, 'admin'),
      'changeMember, down': (access, { admin }) => groups.changeMember(access, admin.userId, 'member'),
      removeMember: (access, { bystander }) => groups.removeMember(access, bystander.userId),
    },
  },
  leaveGroup: { outcomes: { ...FOR_MEMBERS, owner: 'conflict' }, functions: { leaveGroup: groups.leaveGroup } },
  handOverGroup: {
    outcomes: FOR_OWNERS,
    functions: { handOverGroup: (access, { member }) => groups.handOverGroup(access, member.userId) },
  },
  deleteGroup: { outcomes: FOR_OWNERS, functions: { deleteGroup: groups.deleteGroup } },
}
