import { inGroup } from '@/db/sharing/groups/access'
import { listMembers } from '@/db/sharing/groups/members'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  listMembers: ({ actor, params: { groupId = '' } }) =>
    inGroup(actor, groupId, 'readGroup', async (access) => ({
      body: { data: await listMembers(access), nextCursor: null },
    })),
})
