import { inBucket } from '@/db/buckets'
import type { Actor } from '@/db/client'
import { type Confirmation, confirmImport } from '@/db/import-confirm'
import { fixImportRow, reviseImport } from '@/db/import-revise'
import { stageImport } from '@/db/import-staging'
import { getImport, listImportRows, openImport } from '@/db/imports'
import type { Fixes } from '@/domain/import/judge'
import type { ImportSettings } from '@/domain/import/settings'
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

/** Gives a row texts in place of its cells. */
export function fixRow(actor: Actor, bucketId: string, importId: string, row: number, fixes: Fixes) {
  return inBucket(actor, bucketId, 'importMovies', (access) => fixImportRow(access, importId, row, fixes))
}

/** Reads the rows of an import by settings that differ in this from what they were. */
export function revise(actor: Actor, bucketId: string, importId: string, changes: Partial<ImportSettings>) {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { settings } = await openImport(access, importId)
    await reviseImport(access, importId, { ...settings, ...changes })
  })
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

/** Settings that read a file of our own, with a rating for every row. */
export const IMPORT_SETTINGS: ImportSettings = {
  source: 'moviebucket',
  named: true,
  columns: { title: 0, format: 1, length: 2, releaseYear: 3, rating: 4 },
  discs: [],
  scale: 'exact',
  formats: [],
  fill: { rating: { value: '1', everywhere: true } },
  guarded: true,
}

const NAMES = ['title', 'format', 'length', 'releaseYear', 'rating']

/** A file of our own that is about to be read. */
export const IMPORT_FILE = {
  format: 'csv' as const,
  header: NAMES,
  firstRow: NAMES,
  width: NAMES.length,
  settings: IMPORT_SETTINGS,
}
