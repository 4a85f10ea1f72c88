import 'server-only'
import * as z from 'zod'
import { type GroupAccess, inGroup } from '@/db/sharing/groups/access'
import { changeMember, leaveGroup, listMembers, removeMember, transferGroup } from '@/db/sharing/groups/members'
import { GROUP_ROLES } from '@/domain/sharing/roles'
import { joinNames } from '@/domain/text'
import type { Answer } from './answer'
import { endpoint } from './endpoint'
import { named } from './schema'

const memberList = named(
  'MemberList',
  z.object({
    data: z.array(
      z.object({ userId: z.uuid(), name: z.string().nullable(), role: z.enum(GROUP_ROLES), isMe: z.boolean() }),
    ),
    nextCursor: z.null(),
  }),
)
const memberChange = named(
  'MemberChange',
  z.strictObject({
    role: z
      .enum(GROUP_ROLES, `Role: choose ${joinNames(GROUP_ROLES, 'or')}`)
      .describe('owner transfers the group; its owner until then becomes an admin'),
  }),
)

/** The routes of the members of a group. */
export const memberRoutes = [
  endpoint(
    {
      name: 'listMembers',
      method: 'GET',
      path: '/groups/{groupId}/members',
      about: 'Who is in a group',
      scope: 'read',
      operation: 'readGroup',
      answer: memberList,
      statuses: [200],
    },
    ({ actor, params }) => inGroup(actor, params.groupId, 'readGroup', answerMembers),
  ),
  endpoint(
    {
      name: 'changeMember',
      method: 'PATCH',
      path: '/groups/{groupId}/members/{userId}',
      about: 'Makes a member an admin, or an admin a member, or transfers the group to them',
      scope: 'write',
      operation: 'changeMembers',
      body: memberChange,
      answer: memberList,
      statuses: [200],
      conflicts: true,
    },
    ({ actor, params: { groupId, userId }, body: { role } }) =>
      inGroup(actor, groupId, role === 'owner' ? 'transferGroup' : 'changeMembers', async (access) => {
        const memberId = userId === 'me' ? actor.userId : userId
        if (role === 'owner') await transferGroup(access, memberId)
        else await changeMember(access, memberId, role)
        return answerMembers(access)
      }),
  ),
  endpoint(
    {
      name: 'removeMember',
      method: 'DELETE',
      path: '/groups/{groupId}/members/{userId}',
      about: 'Removes a member from a group; with your own id, or `me`, you leave it',
      scope: 'write',
      operation: 'changeMembers',
      answer: null,
      statuses: [204],
      conflicts: true,
    },
    ({ actor, params: { groupId, userId } }) => {
      const isMe = userId === 'me' || userId.toLowerCase() === actor.userId
      return inGroup(actor, groupId, isMe ? 'leaveGroup' : 'changeMembers', async (access) => {
        await (isMe ? leaveGroup(access) : removeMember(access, userId))
        return {}
      })
    },
  ),
]

async function answerMembers(access: GroupAccess): Promise<Answer> {
  return { body: { data: await listMembers(access), nextCursor: null } }
}
