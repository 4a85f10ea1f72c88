import { importBody } from '@/app/api/v1/import-calls'
import { inBucket } from '@/db/buckets/access'
import { withdrawImport } from '@/db/import/at-once'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getImport: ({ actor, params: { bucketId = '', importId = '' }, query: { after } }) =>
    inBucket(actor, bucketId, 'readImports', async (access) => ({ body: await importBody(access, importId, after) })),

  undoImport: ({ actor, params: { bucketId = '', importId = '' } }) =>
    inBucket(actor, bucketId, 'importMovies', async (access) => ({ body: await withdrawImport(access, importId) })),
})
