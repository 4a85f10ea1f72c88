import { importBody } from '@/app/api/v1/import-calls'
import { inBucket } from '@/db/buckets/access'
import { undoImport } from '@/db/import/undo'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getImport: ({ actor, params: { bucketId = '', importId = '' }, query: { after } }) =>
    inBucket(actor, bucketId, 'readImports', async (access) => ({ body: await importBody(access, importId, after) })),

  undoImport: ({ actor, params: { bucketId = '', importId = '' } }) =>
    inBucket(actor, bucketId, 'importMovies', async (access) => {
      const { count, left } = await undoImport(access, importId, { orDiscard: true })
      return { body: { trashed: count, left } }
    }),
})
