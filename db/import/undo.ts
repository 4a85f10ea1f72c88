import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { undoChange } from '@/db/movies/undo'
import { imports } from '@/db/schema/imports'
import type { Undo } from '@/domain/movies/change'
import { AppError } from '@/domain/result'
import { importNotFound, lockImport, openImport, updateImport } from './imports'

const NOTHING: Undo = { changeId: '', count: 0, left: 0 }

/**
 * Undoes a whole import: the movies it added go into the trash, except those that were changed since, which stay.
 * With `orDiscard` an import that added nothing is discarded, and one that was undone before stays as it is.
 * @throws {AppError} `not_found`; `conflict` while it is being added or changed, or (without `orDiscard`) if it added
 * nothing
 */
export async function undoImport(access: Access, importId: string, { orDiscard = false } = {}): Promise<Undo> {
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
    total = { changeId, count: total.count + count, left: total.left + left }
  }
  await updateImport(access, importId, sql`undone = true`)
  return total
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
