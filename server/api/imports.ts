import 'server-only'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { undoImport } from '@/db/import/undo'
import type { ExportedMovie } from '@/domain/export/formats'
import { endpoint } from './endpoint'
import { importAnswer, showImport } from './import-answer'
import { importQuery, importRowsQuery } from './import-query'
import { importUpload } from './import-upload'
import { named } from './schema'

const numberOrText = z.union([z.number(), z.string()])

/** Every row is judged by the rules of an import, so that one that does not fit keeps no other out. */
const importedMovie = named(
  'ImportedMovie',
  z.looseObject({
    title: z.string(),
    format: z.string().optional().describe('VHS, DVD or Streaming'),
    length: numberOrText.optional().describe('Minutes; 1:57 and 1h 57m are understood too'),
    releaseYear: numberOrText.optional(),
    rating: numberOrText.optional().describe('1 to 5'),
    id: z.string().optional().describe('As in our export; kept if it is free'),
    createdAt: z.string().optional().describe('As in our export'),
    updatedAt: z.string().optional().describe('As in our export'),
  } satisfies Record<keyof ExportedMovie, z.ZodType>),
)

const count = z.int().min(0)
const importUndone = named(
  'ImportUndone',
  z.object({
    trashed: count.describe('Movies that it added and that are in the trash now'),
    restored: count.describe('Movies that it updated and that have their former values again'),
    left: count.describe('Movies that were changed since: they stay as they are'),
  }),
)

/** The routes of imports into a bucket. */
export const importRoutes = [
  endpoint(
    {
      name: 'importMovies',
      method: 'POST',
      path: '/buckets/{bucketId}/imports',
      about:
        'Adds every movie of a CSV or JSON list that fits, or updates those that are here, as one change; 200 for a dry run',
      scope: 'write',
      operation: 'importMovies',
      query: importQuery,
      upload: importedMovie,
      answer: importAnswer,
      statuses: [201, 200],
      conflicts: true,
    },
    importUpload,
  ),
  endpoint(
    {
      name: 'getImport',
      method: 'GET',
      path: '/buckets/{bucketId}/imports/{importId}',
      about: 'One import: what it added and updated, and the rows it did not apply',
      scope: 'read',
      operation: 'readImports',
      query: importRowsQuery,
      answer: importAnswer,
      statuses: [200],
    },
    ({ actor, params, query: { after } }) =>
      inBucket(actor, params.bucketId, 'readImports', async (access) => ({
        body: await showImport(access, params.importId, after),
      })),
  ),
  endpoint(
    {
      name: 'undoImport',
      method: 'DELETE',
      path: '/buckets/{bucketId}/imports/{importId}',
      about:
        'Undoes an import: what it added goes to the trash, what it updated gets its former values back, except movies that were changed since',
      scope: 'write',
      operation: 'importMovies',
      answer: importUndone,
      statuses: [200],
      conflicts: true,
    },
    ({ actor, params }) =>
      inBucket(actor, params.bucketId, 'importMovies', async (access) => {
        const { trashed, restored, left } = await undoImport(access, params.importId, { orDiscard: true })
        return { body: { trashed, restored, left } }
      }),
  ),
]
