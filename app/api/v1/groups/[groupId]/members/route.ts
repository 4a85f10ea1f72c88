import { inGroup, listMembers } from '@/db/sharing/groups'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  listMembers: ({ actor, params: { groupId = '' } }) =>
    inGroup(actor, groupId, 'readGroup', async (access) => ({
      body: { data: await listMembers(access), nextCursor: null },
    })),
})
