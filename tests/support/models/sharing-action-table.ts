import type { GroupOperation } from '@/domain/sharing/group'
import type { Operation } from '@/domain/sharing/roles'
import { GROUP_OPERATIONS, type GroupViewer } from './group-operations'
import { OPERATIONS } from './operations'
import type { Outcome } from './outcomes'
import type { SharingTarget } from './sharing-world'
import { VIEWERS, type Viewer } from './world'

/** The files of sharing's actions. */
export const SHARING_FILES = {
  'buckets/actions.ts': () => import('@/app/buckets/actions'),
  'buckets/[bucketId]/activity/actions.ts': () => import('@/app/buckets/[bucketId]/activity/actions'),
  'buckets/[bucketId]/public-link-actions.ts': () => import('@/app/buckets/[bucketId]/public-link-actions'),
  'buckets/[bucketId]/sharing/actions.ts': () => import('@/app/buckets/[bucketId]/sharing/actions'),
  'groups/actions.ts': () => import('@/app/groups/actions'),
  'groups/[groupId]/actions.ts': () => import('@/app/groups/[groupId]/actions'),
  'groups/[groupId]/invitation-actions.ts': () => import('@/app/groups/[groupId]/invitation-actions'),
  'groups/[groupId]/member-actions.ts': () => import('@/app/groups/[groupId]/member-actions'),
  'invitations/actions.ts': () => import('@/app/invitations/actions'),
  'shared/actions.ts': () => import('@/app/shared/actions'),
}

type Files = typeof SHARING_FILES
/** The names of all that these files export. */
export type SharingAction = { [File in keyof Files]: keyof Awaited<ReturnType<Files[File]>> }[keyof Files]

/** How an action is called: with one input, or as a form's, with the arguments before its state. */
export type SharingCall = { input: Record<string, unknown> } | { args?: string[]; values: Record<string, string> }

export type SharingRow = {
  outcomes: Record<Viewer, Outcome>
  /** The viewers whose success changes anything; true for all of them, false for none. */
  changes: boolean | readonly Viewer[]
  given: (target: SharingTarget) => SharingCall
}

const all = (outcome: Outcome) =>
  Object.fromEntries(VIEWERS.map((viewer) => [viewer, outcome])) as Record<Viewer, Outcome>

/** By operation of a bucket. */
function inBucket(operation: Operation, given: SharingRow['given']): SharingRow {
  return { outcomes: OPERATIONS[operation].outcomes, changes: true, given }
}

const IN_GROUP: Partial<Record<Viewer, GroupViewer>> = {
  'owner of the group': 'owner',
  'editor by group': 'member',
  'editor by group, viewer by grant': 'member',
}

/** By operation of the group that editors are in. */
function inGroup(operation: GroupOperation, values: (target: SharingTarget) => Record<string, string>): SharingRow {
  const { outcomes } = GROUP_OPERATIONS[operation]
  const byViewer = VIEWERS.map((viewer) => [viewer, outcomes[IN_GROUP[viewer] ?? 'stranger']])
  return {
    outcomes: Object.fromEntries(byViewer) as Record<Viewer, Outcome>,
    changes: true,
    given: (target) => ({ values: { groupId: target.groupId, ...values(target) } }),
  }
}

/** Of a bucket in its owner's trash. */
function inTrash(): SharingRow {
  const outcomes = { ...all('not_found'), owner: 'ok' } as const
  return { outcomes, changes: true, given: ({ trashedBucketId }) => ({ values: { bucketId: trashedBucketId } }) }
}

/** Of an invitation or a block that only the stranger has. */
function ofStranger(otherwise: Outcome, given: SharingRow['given']): SharingRow {
  return { outcomes: { ...all(otherwise), stranger: 'ok' }, changes: ['stranger'], given }
}

/** Every action of sharing with what it takes; an exported one without a row does not compile. */
export const SHARING_ACTIONS: Record<SharingAction, SharingRow> = {
  makeBucketAction: { outcomes: all('ok'), changes: true, given: () => ({ values: { name: 'New' } }) },
  renameBucketAction: inBucket('renameBucket', ({ bucketId }) => ({ values: { bucketId, name: 'New' } })),
  deleteBucketAction: inBucket('deleteBucket', ({ bucketId }) => ({ values: { bucketId } })),
  restoreBucketAction: inTrash(),
  destroyBucketAction: inTrash(),

  postUndo: inBucket('undoChange', ({ bucketId, changeId }) => ({ args: [bucketId], values: { changeId } })),

  setVisibility: inBucket('changeSharing', ({ bucketId }) => ({ input: { bucketId, visibility: 'everyone' } })),
  rotateLink: inBucket('changeSharing', ({ bucketId }) => ({ input: { bucketId } })),
  setSearchable: inBucket('changeSharing', ({ bucketId }) => ({ input: { bucketId, searchable: true } })),
  postVisibility: inBucket('changeSharing', ({ bucketId }) => ({
    args: [bucketId],
    values: { visibility: 'everyone' },
  })),
  postRotateLink: inBucket('changeSharing', ({ bucketId }) => ({ args: [bucketId], values: {} })),
  postSearchable: inBucket('changeSharing', ({ bucketId }) => ({ args: [bucketId], values: { searchable: 'yes' } })),

  postGrants: inBucket('changeSharing', ({ bucketId, revision }) => ({
    args: [bucketId],
    values: { revision, 'invite.0.to': 'somebody@example.org', 'invite.0.role': 'editor' },
  })),
  postTransfer: inBucket('changeSharing', ({ bucketId }) => ({ values: { bucketId, to: 'somebody@example.org' } })),
  postBucketLink: inBucket('changeSharing', ({ bucketId }) => ({
    values: { bucketId, role: 'editor', uses: 'many', days: '7' },
  })),
  revokeBucketInvitation: inBucket('changeSharing', ({ bucketId, invitationId }) => ({
    values: { bucketId, id: invitationId },
  })),

  makeGroupAction: { outcomes: all('ok'), changes: true, given: () => ({ values: { name: 'New' } }) },
  renameGroupAction: inGroup('renameGroup', () => ({ name: 'New' })),
  changeMemberAction: inGroup('changeMembers', ({ memberId }) => ({ userId: memberId, role: 'admin' })),
  removeMemberAction: inGroup('changeMembers', ({ memberId }) => ({ userId: memberId })),
  leaveGroupAction: inGroup('leaveGroup', () => ({})),
  transferGroupAction: inGroup('transferGroup', ({ memberId }) => ({ userId: memberId })),
  deleteGroupAction: inGroup('deleteGroup', () => ({})),
  revokeGroupInvitationAction: inGroup('inviteToGroup', ({ groupInvitationId }) => ({ id: groupInvitationId })),
  postInvitation: inGroup('inviteToGroup', () => ({ to: 'somebody@example.org', role: 'member' })),
  postLink: inGroup('inviteToGroup', () => ({ uses: 'many', days: '7' })),

  acceptInvitationAction: ofStranger('not_found', ({ receivedId }) => ({ values: { id: receivedId } })),
  // Every holder of a link may use it, but for its maker.
  acceptLinkAction: {
    outcomes: { ...all('ok'), owner: 'not_found' },
    changes: true,
    given: ({ token }) => ({ values: { token } }),
  },
  // An unknown invitation counts as declined, an unknown block as lifted.
  declineInvitationAction: ofStranger('ok', ({ receivedId }) => ({ values: { id: receivedId } })),
  blockInviterAction: ofStranger('not_found', ({ receivedId }) => ({ values: { id: receivedId } })),
  unblockAction: ofStranger('ok', ({ blockedId }) => ({ values: { userId: blockedId } })),

  leaveBucketAction: inBucket('leaveBucket', ({ bucketId }) => ({ values: { bucketId } })),
  // By its id: a bucket that a person only visits is not shared with them.
  copyToMineAction: {
    ...inBucket('readMovies', ({ bucketId }) => ({ values: { bucketId, targetId: '' } })),
    outcomes: {
      ...OPERATIONS.readMovies.outcomes,
      'visitor, signed in': 'not_found',
      'visitor, signed out': 'not_found',
    },
  },
}
