import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { type Confirmation, confirmImport } from '@/db/import/confirm'
import { getImport, listImportRows, openImport } from '@/db/import/imports'
import { fixImportRow, reviseImport } from '@/db/import/revise'
import { stageImport } from '@/db/import/staging'
import type { Fixes } from '@/domain/import/judge'
import type { ImportSettings } from '@/domain/import/settings'
import type { ImportPreview, RowState, StagedRow } from '@/domain/import/staged'
import { bytesOf } from './import-files'

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

/** Corrects cells of a row. */
export function fixRow(actor: Actor, bucketId: string, importId: string, row: number, fixes: Fixes) {
  return inBucket(actor, bucketId, 'importMovies', (access) => fixImportRow(access, importId, row, fixes))
}

/** Reads the rows of an import again, with some settings changed. */
export function revise(actor: Actor, bucketId: string, importId: string, changes: Partial<ImportSettings>) {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { settings } = await openImport(access, importId)
    await reviseImport(access, importId, { ...settings, ...changes })
  })
}

/** Makes movies of the rows that are ready. */
export function confirm(actor: Actor, bucketId: string, importId: string): Promise<Confirmation> {
  return inBucket(actor, bucketId, 'importMovies', (access) => confirmImport(access, importId))
}
