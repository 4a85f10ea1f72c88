import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, requireStill } from '@/db/buckets/access'
import type { ChosenMode } from '@/domain/import/mode'
import type { MovieField } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { lockImport, updateImport } from './imports'
import { markMatches } from './matches'

/**
 * Says what the rows of an import do to the movies that they match, and which fields `update` takes. What was chosen for
 * single rows is forgotten.
 * @throws {AppError} `not_found`, or `conflict` while it is being added or changed
 */
export async function chooseMode(access: Access, importId: string, { mode, fields }: ChosenMode): Promise<void> {
  await lockImport(access, importId)
  await updateImport(access, importId, sql`mode = ${mode}, fields = ${sql.param(fields)}::text[]`)
  await access.db.execute(sql`
    update import_rows set chosen_fields = null
    where bucket_id = ${access.bucket.id}::uuid and import_id = ${importId}::uuid and chosen_fields is not null`)
  await markMatches(access, importId)
}

/**
 * Says which fields of its movie one row changes, whatever the mode says of all rows.
 * @throws {AppError} `not_found` if the row does not wait, `conflict` while the import is being added or changed
 */
export async function chooseFields(access: Access, importId: string, row: number, fields: MovieField[]): Promise<void> {
  const { chosen } = await lockImport(access, importId)
  if (chosen.mode === 'add')
    throw new AppError('conflict', 'Rows leave the movies that are here. Choose to fill or to take values first.')
  const { rowCount } = await access.db.execute(sql`
    update import_rows set chosen_fields = ${sql.param(fields)}::text[]
    where bucket_id = ${access.bucket.id}::uuid and import_id = ${importId}::uuid and row = ${row}
      and state in ('change', 'duplicate')`)
  if (rowCount === 0) {
    await requireStill(access, 'importMovies')
    throw new AppError('not_found', `Row ${row} is no longer waiting.`)
  }
  await markMatches(access, importId)
}
