import { inGroup } from '@/db/sharing/groups/access'
import { changeMember, leaveGroup, listMembers, removeMember, transferGroup } from '@/db/sharing/groups/members'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  changeMember: ({ actor, params: { groupId = '', userId = '' }, body: { role } }) =>
    inGroup(actor, groupId, role === 'owner' ? 'transferGroup' : 'changeMembers', async (access) => {
      const memberId = userId === 'me' ? actor.userId : userId
      if (role === 'owner') await transferGroup(access, memberId)
      else await changeMember(access, memberId, role)
      return { body: { data: await listMembers(access), nextCursor: null } }
    }),

  removeMember: ({ actor, params: { groupId = '', userId = '' } }) => {
    const isMe = userId === 'me' || userId.toLowerCase() === actor.userId
    return inGroup(actor, groupId, isMe ? 'leaveGroup' : 'changeMembers', async (access) => {
      await (isMe ? leaveGroup(access) : removeMember(access, userId))
      return {}
    })
  },
})
