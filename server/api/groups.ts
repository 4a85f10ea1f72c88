import 'server-only'
import * as z from 'zod'
import { asActor } from '@/db/client'
import { runOnce } from '@/db/idempotency'
import { type GroupAccess, inGroup } from '@/db/sharing/groups/access'
import { getGroup, listGroups } from '@/db/sharing/groups/list'
import { deleteGroup, insertGroup, renameGroup } from '@/db/sharing/groups/write'
import { bucketNameSchema } from '@/domain/buckets/name'
import { GROUP_ROLES } from '@/domain/sharing/roles'
import type { Answer } from './answer'
import { endpoint } from './endpoint'
import { named } from './schema'

const groupAnswer = named(
  'Group',
  z.object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(GROUP_ROLES).describe('Your role in it'),
    members: z.int(),
    buckets: z.int().describe('How many buckets it has a role in'),
  }),
)
const groupList = named('GroupList', z.object({ data: z.array(groupAnswer), nextCursor: z.null() }))
const groupName = named('GroupName', z.strictObject({ name: bucketNameSchema }))
/** The routes of groups. */
export const groupRoutes = [
  endpoint(
    {
      name: 'listGroups',
      method: 'GET',
      path: '/groups',
      about: 'The groups you are in',
      scope: 'read',
      operation: null,
      answer: groupList,
      statuses: [200],
    },
    async ({ actor }) => ({ body: { data: await listGroups(actor), nextCursor: null } }),
  ),
  endpoint(
    {
      name: 'makeGroup',
      method: 'POST',
      path: '/groups',
      about: 'Makes a group that you own',
      scope: 'write',
      operation: null,
      body: groupName,
      answer: groupAnswer,
      statuses: [201],
    },
    ({ actor, body: { name }, once, url }) =>
      asActor(actor, { write: true }, async (db) => {
        const made = await runOnce(db, once, async () => {
          const id = await insertGroup(db, actor, name)
          const body = { id, name, role: 'owner', members: 1, buckets: 0 }
          return { body, headers: { location: `${url.pathname}/${id}` } }
        })
        return made.answer
      }),
  ),
  endpoint(
    {
      name: 'getGroup',
      method: 'GET',
      path: '/groups/{groupId}',
      about: 'One group',
      scope: 'read',
      operation: 'readGroup',
      answer: groupAnswer,
      statuses: [200],
    },
    ({ actor, params }) => inGroup(actor, params.groupId, 'readGroup', answerGroup),
  ),
  endpoint(
    {
      name: 'renameGroup',
      method: 'PATCH',
      path: '/groups/{groupId}',
      about: 'Renames a group',
      scope: 'write',
      operation: 'renameGroup',
      body: groupName,
      answer: groupAnswer,
      statuses: [200],
    },
    ({ actor, params, body: { name } }) =>
      inGroup(actor, params.groupId, 'renameGroup', async (access) => {
        await renameGroup(access, name)
        return answerGroup(access)
      }),
  ),
  endpoint(
    {
      name: 'deleteGroup',
      method: 'DELETE',
      path: '/groups/{groupId}',
      about: 'Deletes a group; its members lose what was shared with it',
      scope: 'write',
      operation: 'deleteGroup',
      answer: null,
      statuses: [204],
    },
    ({ actor, params }) =>
      inGroup(actor, params.groupId, 'deleteGroup', async (access) => {
        await deleteGroup(access)
        return {}
      }),
  ),
]

async function answerGroup(access: GroupAccess): Promise<Answer> {
  return { body: await getGroup(access) }
}
