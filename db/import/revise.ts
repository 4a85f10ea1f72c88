import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { setFromRecord } from '@/db/movies/columns'
import { imports } from '@/db/schema/imports'
import { type Fixes, makeJudge } from '@/domain/import/judge'
import type { ImportSettings } from '@/domain/import/settings'
import { AppError } from '@/domain/result'
import { markDuplicates } from './duplicates'
import { openImport } from './imports'
import { rememberMapping } from './mappings'
import { judgedColumns, recordset } from './staging'

const BATCH_ROWS = 5000
const VALUES = setFromRecord('v')

type Stored = { row: number; raw: string; fixes: string | null }

/**
 * Reads the waiting rows of an import anew by other settings, without the file; fixes stay. Remembers the settings
 * for the next file with these names of columns.
 * @throws {AppError} `not_found`, or `conflict` if it is being changed by somebody else
 */
export async function reviseImport(access: Access, importId: string, settings: ImportSettings): Promise<void> {
  const { db, bucket } = access
  const { firstRow, width } = await openImport(access, importId, 'alone')
  await db
    .update(imports)
    .set({ settings, updatedAt: sql`now()` })
    .where(and(eq(imports.bucketId, bucket.id), eq(imports.id, importId)))
  await rememberMapping(access, firstRow, settings)
  const judge = makeJudge(settings, width)
  const names = settings.named ? JSON.stringify(firstRow) : undefined
  for (let after = -1, first = true; ; ) {
    const { rows } = await db.execute<Stored>(sql`
      select row, raw, fixes from import_rows
      where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and row > ${after}
      order by row limit ${BATCH_ROWS}`)
    const judged = rows.map(({ row, raw, fixes }) => {
      const isNames = first && raw === names
      first = false
      const judgement = isNames ? ('names' as const) : judge(JSON.parse(raw), fixes ? JSON.parse(fixes) : undefined)
      return { row, ...judgedColumns(judgement) }
    })
    await updateRows(access, importId, judged)
    if (rows.length < BATCH_ROWS) break
    after = rows.at(-1)?.row ?? 0
  }
  await markDuplicates(access, importId)
}

/**
 * Gives one row texts in place of its cells and judges it again.
 * @throws {AppError} `not_found` if the row is not waiting any more; `invalid` with a message per field that still
 * does not fit, which is kept as it was typed
 */
export async function fixImportRow(
  access: Access,
  importId: string,
  row: number,
  fixes: Fixes,
): Promise<{ fixed: boolean; fields: Record<string, string> }> {
  const { db, bucket } = access
  const { settings, width } = await openImport(access, importId, 'alone')
  const { rows } = await db.execute<Stored>(sql`
    select row, raw, fixes from import_rows where bucket_id = ${bucket.id}::uuid
      and import_id = ${importId}::uuid and row = ${row} and state <> 'names'`)
  const [stored] = rows
  if (!stored) throw new AppError('not_found', `Row ${row} is not waiting any more.`)
  const all: Fixes = { ...(stored.fixes ? JSON.parse(stored.fixes) : {}), ...fixes }
  const judged = makeJudge(settings, width)(JSON.parse(stored.raw), all)
  await updateRows(access, importId, [{ row, ...judgedColumns(judged) }])
  await db.execute(sql`update import_rows set fixes = ${JSON.stringify(all)} where bucket_id = ${bucket.id}::uuid
    and import_id = ${importId}::uuid and row = ${row}`)
  await markDuplicates(access, importId)
  const problems = judged.state === 'problem' ? judged.problems : []
  return {
    fixed: problems.length === 0,
    fields: Object.fromEntries(problems.map(({ field, message }) => [field, message])),
  }
}

/** Brings duplicates in, or leaves them out again: the rows given, or all there are. */
export async function includeDuplicates(
  access: Access,
  importId: string,
  rows: number[] | 'all',
  included: boolean,
): Promise<number> {
  await openImport(access, importId, 'alone')
  const which = rows === 'all' ? sql`true` : sql`row = any (${sql.param(rows)}::int[])`
  const result = await access.db.execute(sql`
    update import_rows set included = ${included}, state = ${included ? 'ready' : 'duplicate'}
    where bucket_id = ${access.bucket.id}::uuid and import_id = ${importId}::uuid and ${which}
      and state in ('ready', 'duplicate') and num_nonnulls(same_row, same_id) > 0`)
  return result.rowCount ?? 0
}

/**
 * Forgets an import that waits; movies it has added stay.
 * @throws {AppError} `not_found`, or `conflict` while it is being added
 */
export async function discardImport(access: Access, importId: string): Promise<void> {
  const { state } = await openImport(access, importId)
  if (state !== 'reading') await openImport(access, importId, 'alone')
  await access.db.delete(imports).where(and(eq(imports.bucketId, access.bucket.id), eq(imports.id, importId)))
}

/** Asks a confirmation under way to stop, or (false) forgets that somebody asked. */
export async function cancelImport(access: Access, importId: string, cancelled: boolean): Promise<void> {
  await openImport(access, importId)
  await access.db
    .update(imports)
    .set({ cancelled })
    .where(and(eq(imports.bucketId, access.bucket.id), eq(imports.id, importId)))
}

async function updateRows({ db, bucket }: Access, importId: string, rows: { row: number }[]): Promise<void> {
  const [first, last] = [rows[0]?.row, rows.at(-1)?.row]
  if (first === undefined) return
  await db.execute(sql`
    update import_rows r
    set state = v.state, ${VALUES}, given_id = v."givenId", added_at = v."addedAt",
      changed_at = v."changedAt", problems = v.problems, format_word = v."formatWord", same_row = null, same_id = null
    from ${recordset(rows)}
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = v.row
      and r.row between ${first} and ${last}`)
}
