import { importQuery, importRowsQuery } from './import-query'
import { importAnswer, importedMovie, importUndone } from './import-schemas'
import type { ApiRoute } from './route'

/** What is done with imports into a bucket. */
export const importRoutes = {
  importMovies: {
    method: 'POST',
    path: '/buckets/{bucketId}/imports',
    about: 'Adds the movies of a list, CSV or JSON, as far as they fit, as one change; 200 for a dry run',
    scope: 'write',
    operation: 'importMovies',
    query: importQuery,
    upload: importedMovie,
    answer: importAnswer,
    statuses: [201, 200],
    conflicts: true,
  },
  getImport: {
    method: 'GET',
    path: '/buckets/{bucketId}/imports/{importId}',
    about: 'One import: what it added, and the rows that it did not',
    scope: 'read',
    operation: 'readImports',
    query: importRowsQuery,
    answer: importAnswer,
    statuses: [200],
  },
  undoImport: {
    method: 'DELETE',
    path: '/buckets/{bucketId}/imports/{importId}',
    about: 'Takes an import back: what it added goes into the trash, but for movies that were changed since',
    scope: 'write',
    operation: 'importMovies',
    answer: importUndone,
    statuses: [200],
    conflicts: true,
  },
} as const satisfies Record<string, ApiRoute>
