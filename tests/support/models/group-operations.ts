import type { Actor } from '@/db/client'
import type { GroupAccess } from '@/db/sharing/groups/access'
import { listGroupBuckets } from '@/db/sharing/groups/list'
import * as members from '@/db/sharing/groups/members'
import { deleteGroup, renameGroup } from '@/db/sharing/groups/write'
import { invite } from '@/db/sharing/invitations/invite'
import { makeLink } from '@/db/sharing/invitations/links'
import { listInvitations, revokeInvitation } from '@/db/sharing/invitations/pending'
import type { GroupOperation } from '@/domain/sharing/group'
import type { Outcome } from './outcomes'

/** Everyone there can be, seen from a group. */
export const GROUP_VIEWERS = ['owner', 'admin', 'member', 'former member', 'stranger', 'signed out'] as const
export type GroupViewer = (typeof GROUP_VIEWERS)[number]

const NOT_SEEN = { 'former member': 'not_found', stranger: 'not_found', 'signed out': 'unauthenticated' } as const
const FOR_MEMBERS: Record<GroupViewer, Outcome> = { ...NOT_SEEN, owner: 'ok', admin: 'ok', member: 'ok' }
const FOR_ADMINS: Record<GroupViewer, Outcome> = { ...FOR_MEMBERS, member: 'forbidden' }
const FOR_OWNERS: Record<GroupViewer, Outcome> = { ...FOR_ADMINS, admin: 'forbidden' }

/** A group with all that operations work on: an invitation that waits, and members. */
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
 * Who may do what in a group: an operation without a row does not compile. Written out a second time on purpose, so
 * that a change has to be meant.
 */
export const GROUP_OPERATIONS: Record<GroupOperation, GroupRow> = {
  readGroup: {
    outcomes: FOR_MEMBERS,
    functions: { listMembers: members.listMembers, listGroupBuckets },
  },
  readInvitations: {
    outcomes: FOR_ADMINS,
    functions: { listInvitations: ({ db, group }) => listInvitations(db, { groupId: group.id }) },
  },
  renameGroup: { outcomes: FOR_ADMINS, functions: { renameGroup: (access) => renameGroup(access, 'Renamed') } },
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
      'changeMember, up': (access, { bystander }) => members.changeMember(access, bystander.userId, 'admin'),
      'changeMember, down': (access, { admin }) => members.changeMember(access, admin.userId, 'member'),
      removeMember: (access, { bystander }) => members.removeMember(access, bystander.userId),
    },
  },
  leaveGroup: { outcomes: { ...FOR_MEMBERS, owner: 'conflict' }, functions: { leaveGroup: members.leaveGroup } },
  transferGroup: {
    outcomes: FOR_OWNERS,
    functions: { transferGroup: (access, { member }) => members.transferGroup(access, member.userId) },
  },
  deleteGroup: { outcomes: FOR_OWNERS, functions: { deleteGroup } },
}
