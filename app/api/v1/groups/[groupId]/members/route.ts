import { api } from '@/app/_server/api/endpoint'
import { inGroup, listMembers } from '@/db/groups'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  listMembers: ({ actor, params: { groupId = '' } }) =>
    inGroup(actor, groupId, 'readGroup', async (access) => ({
      body: { data: await listMembers(access), nextCursor: null },
    })),
})
