import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { addReady, undoImport } from './confirm'
import { openImport, updateImport } from './imports'
import { discardImport, includeDuplicates } from './revise'

/**
 * Makes movies of every row that is ready, as `confirmImport` does, and ends the import: what is left of it can be
 * read for 90 days and keeps nobody from importing more. Nothing that is ready is no fault. `duplicates`: add them.
 * @returns how many movies were added
 * @throws {AppError} `conflict` if it or another one of the bucket is being added or changed; `not_found`
 */
export async function addAtOnce(access: Access, importId: string, duplicates: boolean): Promise<number> {
  if (duplicates) await includeDuplicates(access, importId, 'all', true)
  const { count = 0 } = (await addReady(access, importId)) ?? {}
  await updateImport(access, importId, sql`state = 'done'`)
  return count
}

/**
 * Takes an import back: movies it added go into the trash, except those that were changed since (`left`). One that
 * added nothing is forgotten, one that was taken back before stays as it is.
 * @throws {AppError} `not_found`, or `conflict` while it is being added or changed
 */
export async function withdrawImport(access: Access, importId: string): Promise<{ trashed: number; left: number }> {
  const { parts, undone } = await openImport(access, importId)
  if (undone) return { trashed: 0, left: 0 }
  if (parts.length === 0) {
    await discardImport(access, importId)
    return { trashed: 0, left: 0 }
  }
  const { count, left } = await undoImport(access, importId)
  return { trashed: count, left }
}
