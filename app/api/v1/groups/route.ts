import { api } from '@/app/_server/api/endpoint'
import { asActor } from '@/db/client'
import { insertGroup, listGroups } from '@/db/groups'
import { runOnce } from '@/db/idempotency'

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
