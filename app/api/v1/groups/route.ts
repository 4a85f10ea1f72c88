import { asActor } from '@/db/client'
import { runOnce } from '@/db/idempotency'
import { listGroups } from '@/db/sharing/groups/list'
import { insertGroup } from '@/db/sharing/groups/write'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  listGroups: async ({ actor }) => ({ body: { data: await listGroups(actor), nextCursor: null } }),

  makeGroup: ({ actor, body: { name }, once, url }) =>
    asActor(actor, { write: true }, async (db) => {
      const made = await runOnce(db, once, async () => {
        const id = await insertGroup(db, actor, name)
        const body = { id, name, role: 'owner', members: 1, buckets: 0 }
        return { body, headers: { location: `${url.pathname}/${id}` } }
      })
      return made.answer
    }),
})
