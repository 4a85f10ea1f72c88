import { inGroup } from '@/db/sharing/groups/access'
import { getGroup } from '@/db/sharing/groups/list'
import { deleteGroup, renameGroup } from '@/db/sharing/groups/write'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getGroup: ({ actor, params: { groupId = '' } }) =>
    inGroup(actor, groupId, 'readGroup', async (access) => ({ body: await getGroup(access) })),

  renameGroup: ({ actor, params: { groupId = '' }, body: { name } }) =>
    inGroup(actor, groupId, 'renameGroup', async (access) => {
      await renameGroup(access, name)
      return { body: await getGroup(access) }
    }),

  deleteGroup: ({ actor, params: { groupId = '' } }) =>
    inGroup(actor, groupId, 'deleteGroup', async (access) => {
      await deleteGroup(access)
      return {}
    }),
})
