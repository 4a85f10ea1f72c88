import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { type Confirmation, confirmImport } from '@/db/import/confirm'
import { openImport } from '@/db/import/imports'
import { getImport } from '@/db/import/preview'
import { listImportRows } from '@/db/import/read-rows'
import { correctRow, reviseImport } from '@/db/import/revise'
import { stageImport } from '@/db/import/stage'
import type { ImportSettings } from '@/domain/import/settings'
import type { ImportPreview, RowState, StagedRow } from '@/domain/import/staged'
import type { Corrections } from '@/domain/import/validate-row'
import { bytesOf } from './import-files'

/** Stages a file, and returns the import's id. */
export function stage(actor: Actor, bucketId: string, file: string | Uint8Array, chunk?: number): Promise<string> {
  return stageImport(actor, bucketId, { name: 'movies.csv', bytes: bytesOf(file, chunk) })
}

/** An import as its preview shows it. */
export function preview(actor: Actor, bucketId: string, importId: string): Promise<ImportPreview> {
  return inBucket(actor, bucketId, 'readImports', (access) => getImport(access, importId))
}

/** All rows of an import in one state, or in any. */
export function rowsOf(actor: Actor, bucketId: string, importId: string, state?: RowState): Promise<StagedRow[]> {
  return inBucket(actor, bucketId, 'readImports', (access) =>
    listImportRows(access, importId, { tab: state, most: 1_000_000 }),
  )
}

/** Replaces cells of a row by other texts. */
export function correct(actor: Actor, bucketId: string, importId: string, row: number, corrections: Corrections) {
  return inBucket(actor, bucketId, 'importMovies', (access) => correctRow(access, importId, row, corrections))
}

/** Validates the rows of an import again by changed settings. */
export function revise(actor: Actor, bucketId: string, importId: string, changes: Partial<ImportSettings>) {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { settings } = await openImport(access, importId)
    await reviseImport(access, importId, { ...settings, ...changes })
  })
}

/** Adds the movies of the rows that are ready. */
export function confirm(actor: Actor, bucketId: string, importId: string): Promise<Confirmation> {
  return inBucket(actor, bucketId, 'importMovies', (access) => confirmImport(access, importId))
}
