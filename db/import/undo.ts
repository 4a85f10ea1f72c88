import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { undoChange } from '@/db/movies/undo'
import { imports } from '@/db/schema/imports'
import type { Undo } from '@/domain/movies/change'
import { AppError } from '@/domain/result'
import { importNotFound, lockImport, openImport, updateImport } from './imports'

const NOTHING: ImportUndo = { changeId: '', count: 0, left: 0, trashed: 0, restored: 0 }

/** What undoing an import did: how many movies it moved to the trash, and how many have their former values again. */
export type ImportUndo = Undo & { trashed: number; restored: number }

/**
 * Undoes a whole import: the movies it added go into the trash, those it updated get their former values back, and those
 * that were changed since stay as they are.
 * With `orDiscard` an import that added nothing is discarded, and one that was undone before stays as it is.
 * @throws {AppError} `not_found`; `conflict` while it is being added or changed, or (without `orDiscard`) if it added
 * nothing
 */
export async function undoImport(access: Access, importId: string, { orDiscard = false } = {}): Promise<ImportUndo> {
  if (orDiscard) {
    const { parts, undone } = await openImport(access, importId)
    if (undone) return NOTHING
    if (parts.length === 0) {
      await discardImport(access, importId)
      return NOTHING
    }
  }
  const { parts } = await lockImport(access, importId)
  if (parts.length === 0) throw new AppError('conflict', 'This import added nothing, so there is nothing to undo.')
  let total = NOTHING
  for (const part of [...parts].reverse()) {
    const { changeId, count, left } = await undoChange(access, part.changeId)
    const restored = await countEdits(access, changeId)
    total = {
      changeId,
      count: total.count + count,
      left: total.left + left,
      trashed: total.trashed + count - restored,
      restored: total.restored + restored,
    }
  }
  await updateImport(access, importId, sql`undone = true`)
  return total
}

async function countEdits({ db, bucket }: Access, changeId: string): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from movie_changes
    where bucket_id = ${bucket.id}::uuid and change_id = ${changeId}::uuid and kind = 'edit'`)
  return rows[0]?.count ?? 0
}

/**
 * Deletes an import with its waiting rows; movies that it added stay.
 * @throws {AppError} `not_found`, or `conflict` while it is being added
 */
export async function discardImport(access: Access, importId: string): Promise<void> {
  const { state } = await openImport(access, importId)
  if (state !== 'reading') await lockImport(access, importId)
  const here = and(eq(imports.bucketId, access.bucket.id), eq(imports.id, importId))
  const { rowCount } = await access.db.delete(imports).where(here)
  if (rowCount !== 1) throw importNotFound()
}
