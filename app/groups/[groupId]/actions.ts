'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inGroup } from '@/db/sharing/groups/access'
import { leaveGroup, transferGroup } from '@/db/sharing/groups/members'
import { deleteGroup, renameGroup } from '@/db/sharing/groups/write'
import { bucketNameSchema } from '@/domain/buckets/name'
import { groupPath, PATHS, withQuery } from '@/domain/paths'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

const groupId = z.string()

export const renameGroupAction = formAction(
  action('renameGroup', z.object({ groupId, name: bucketNameSchema }), (actor, { groupId, name }) =>
    inGroup(actor, groupId, 'renameGroup', (access) => renameGroup(access, name)),
  ),
  (_, { groupId = '' }) => redirect(withQuery(groupPath(groupId), { done: 'renamed' })),
)

export const leaveGroupAction = formAction(
  action('leaveGroup', z.object({ groupId }), (actor, { groupId }) =>
    inGroup(actor, groupId, 'leaveGroup', leaveGroup),
  ),
  () => redirect(withQuery(PATHS.groups, { done: 'left' })),
)

/** Transfers the caller's group to a member, and leaves it in the same step if the form asks for that. */
export const transferGroupAction = formAction(
  action(
    'transferGroup',
    z.object({ groupId, userId: z.string('Choose the new owner'), leave: z.literal('on').optional() }),
    async (actor, { groupId, userId, leave }) => {
      await inGroup(actor, groupId, 'transferGroup', async (access) => {
        await transferGroup(access, userId)
        if (leave) await leaveGroup({ ...access, group: { ...access.group, role: 'admin' } })
      })
      return leave !== undefined
    },
  ),
  (left, { groupId = '' }) =>
    redirect(left ? withQuery(PATHS.groups, { done: 'left' }) : withQuery(groupPath(groupId), { done: 'transferred' })),
)

export const deleteGroupAction = formAction(
  action('deleteGroup', z.object({ groupId }), (actor, { groupId }) =>
    inGroup(actor, groupId, 'deleteGroup', deleteGroup),
  ),
  () => redirect(withQuery(PATHS.groups, { done: 'dissolved' })),
)
