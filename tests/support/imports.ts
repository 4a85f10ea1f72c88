import { inBucket } from '@/db/buckets'
import type { Actor } from '@/db/client'
import { type Confirmation, confirmImport } from '@/db/import-confirm'
import { stageImport } from '@/db/import-staging'
import { getImport, listImportRows } from '@/db/imports'
import type { ImportPreview, RowState, StagedRow } from '@/domain/import/staged'

/** A file's bytes as they come in over a network: in chunks of this size. */
export async function* bytesOf(file: string | Uint8Array, chunk = 64_000): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
}

/** Stages a file, and returns the import's id. */
export function stage(actor: Actor, bucketId: string, file: string | Uint8Array, chunk?: number): Promise<string> {
  return stageImport(actor, bucketId, { name: 'movies.csv', bytes: bytesOf(file, chunk) })
}

/** An import as its preview shows it. */
export function look(actor: Actor, bucketId: string, importId: string): Promise<ImportPreview> {
  return inBucket(actor, bucketId, 'readImports', (access) => getImport(access, importId))
}

/** All rows of an import in a state, or all. */
export function rowsOf(actor: Actor, bucketId: string, importId: string, state?: RowState): Promise<StagedRow[]> {
  return inBucket(actor, bucketId, 'readImports', (access) =>
    listImportRows(access, importId, { state, most: 1_000_000 }),
  )
}

/** Makes movies of what is ready. */
export function confirm(actor: Actor, bucketId: string, importId: string): Promise<Confirmation> {
  return inBucket(actor, bucketId, 'importMovies', (access) => confirmImport(access, importId))
}

/** A CSV of our own with so many movies, all different. */
export function* ownCsvLines(count: number): Generator<string> {
  yield 'title,format,length,releaseYear,rating\n'
  const formats = ['VHS', 'DVD', 'Streaming']
  for (let n = 0; n < count; n++)
    yield `"Movie ${(n * 7919) % count}, the ${n}th",${formats[n % 3]},${n % 501},${1900 + (n % 120)},${1 + (n % 5)}\n`
}
