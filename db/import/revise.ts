import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, requireStill, requireTouched } from '@/db/buckets/access'
import { asLongTransaction } from '@/db/long-work'
import { makeHistory } from '@/domain/import/history'
import type { ImportSettings } from '@/domain/import/settings'
import { type Choice, type Corrections, makeRowValidator } from '@/domain/import/validate-row'
import { AppError } from '@/domain/result'
import { lockImport, saveSettings } from './imports'
import { markMatches } from './matches'
import { setRowsAside, toColumns, updateRows } from './rows'

const BATCH_ROWS = 5000

type Stored = { row: number; raw: string; fixes: string | null; choice: Choice | null }

/**
 * Validates the waiting rows of an import again by other settings, without the file; corrections stay. Remembers the
 * settings for the next file with this header.
 * @throws {AppError} `not_found`, or `conflict` while it is being added or changed
 */
export async function reviseImport(access: Access, importId: string, settings: ImportSettings): Promise<void> {
  const { firstRow, width } = await lockImport(access, importId)
  await saveSettings(access, importId, firstRow, settings)
  await asLongTransaction(access, () => validateAgain(access, importId, settings, { firstRow, width }))
}

/** Validates all waiting rows of an import by its settings, which may be new. */
export async function validateAgain(
  access: Access,
  importId: string,
  settings: ImportSettings,
  { firstRow, width }: { firstRow: string[]; width: number },
): Promise<void> {
  const { db, bucket } = access
  const validate = makeRowValidator(settings, width)
  const history = makeHistory(settings)
  const kept: number[] = []
  const header = settings.named ? JSON.stringify(firstRow) : undefined
  for (let after = -1, first = true; ; ) {
    const { rows } = await db.execute<Stored>(sql`
      select row, raw, fixes, choice from import_rows
      where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and row > ${after}
      order by row limit ${BATCH_ROWS}`)
    const validated = rows.map(({ row, raw, fixes, choice }) => {
      const isHeader = first && raw === header
      first = false
      if (isHeader) return { row, ...toColumns('header') }
      const cells = JSON.parse(raw)
      const outcome = validate(cells, parseCorrections(fixes), choice)
      if (outcome.state !== 'aside' || choice === 'out') history?.add(row, cells)
      if (choice) kept.push(row)
      return { row, ...toColumns(outcome) }
    })
    await updateRows(access, importId, validated)
    if (rows.length < BATCH_ROWS) break
    after = rows.at(-1)?.row ?? 0
  }
  const aside = history?.conclude()
  for (const row of kept) aside?.delete(row)
  if (aside) await setRowsAside(access, importId, aside)
  await markMatches(access, importId)
}

/**
 * Replaces cells of a row by texts that a person typed, and validates the row again.
 * @returns whether the row has no faults now, else a message for each field; the texts are kept either way
 * @throws {AppError} `not_found` if the import or the row does not wait, `conflict` while it is being added or changed
 */
export async function correctRow(
  access: Access,
  importId: string,
  row: number,
  corrections: Corrections,
): Promise<{ corrected: boolean; fields: Record<string, string> }> {
  const { db, bucket } = access
  const { settings, width } = await lockImport(access, importId)
  const { rows } = await db.execute<Stored>(sql`
    select row, raw, fixes, choice from import_rows where bucket_id = ${bucket.id}::uuid
      and import_id = ${importId}::uuid and row = ${row} and state <> 'names'`)
  const [stored] = rows
  if (!stored) throw new AppError('not_found', `Row ${row} is no longer waiting.`)
  const all = { ...parseCorrections(stored.fixes), ...corrections }
  const validated = makeRowValidator(settings, width)(JSON.parse(stored.raw), all, stored.choice)
  await updateRows(access, importId, [{ row, ...toColumns(validated) }])
  const { rowCount } =
    await db.execute(sql`update import_rows set fixes = ${JSON.stringify(all)} where bucket_id = ${bucket.id}::uuid
    and import_id = ${importId}::uuid and row = ${row}`)
  await requireTouched(access, 'importMovies', rowCount, 1)
  await markMatches(access, importId)
  const faults = 'faults' in validated ? validated.faults : []
  return {
    corrected: faults.length === 0,
    fields: Object.fromEntries(faults.map(({ field, message }) => [field, message])),
  }
}

/**
 * Includes duplicates among the rows to add, or leaves them out again: the given rows, or all there are.
 * @returns how many rows that were
 * @throws {AppError} `not_found`, or `conflict` while it is being added or changed
 */
export async function includeDuplicates(
  access: Access,
  importId: string,
  rows: number[] | 'all',
  included: boolean,
): Promise<number> {
  const { chosen } = await lockImport(access, importId)
  const which = rows === 'all' ? sql`true` : sql`row = any (${sql.param(rows)}::int[])`
  const result = await access.db.execute(sql`
    update import_rows set included = ${included}, state = ${included ? 'ready' : 'duplicate'}
    where bucket_id = ${access.bucket.id}::uuid and import_id = ${importId}::uuid and ${which}
      and state in ('ready', 'change', 'duplicate') and problems is null and num_nonnulls(same_row, same_id) > 0`)
  if (!result.rowCount) await requireStill(access, 'importMovies')
  // Which row changes a movie, and which one repeats it, depends on the others.
  if (chosen.mode !== 'add') await markMatches(access, importId)
  return result.rowCount ?? 0
}

/**
 * Leaves rows out, or brings rows back that were set aside or left out: the given rows, or all that are set aside. What
 * was brought back is ready, a duplicate, or waits for its values like any other row.
 * @returns how many rows that were
 * @throws {AppError} `not_found`, or `conflict` while it is being added or changed
 */
export async function chooseRows(
  access: Access,
  importId: string,
  rows: number[] | 'all',
  choice: Choice,
): Promise<number> {
  const { db, bucket } = access
  const { settings, width } = await lockImport(access, importId)
  const validate = makeRowValidator(settings, width)
  const which = rows === 'all' ? sql`true` : sql`row = any (${sql.param(rows)}::int[])`
  let count = 0
  for (;;) {
    const chosen = await db.execute<Stored>(sql`
      update import_rows set choice = ${choice} where (bucket_id, import_id, row) in (
        select bucket_id, import_id, row from import_rows where bucket_id = ${bucket.id}::uuid
          and import_id = ${importId}::uuid and ${which} and choice is distinct from ${choice}
          and state ${choice === 'in' ? sql`= 'aside'` : sql`not in ('aside', 'names')`}
        order by row limit ${BATCH_ROWS})
      returning row, raw, fixes, choice`)
    const validated = chosen.rows
      .sort((a, b) => a.row - b.row)
      .map(({ row, raw, fixes }) => ({
        row,
        ...toColumns(validate(JSON.parse(raw), parseCorrections(fixes), choice)),
      }))
    await updateRows(access, importId, validated)
    count += validated.length
    if (validated.length < BATCH_ROWS) break
  }
  if (count === 0) await requireStill(access, 'importMovies')
  await markMatches(access, importId)
  return count
}

function parseCorrections(fixes: string | null): Corrections {
  return fixes === null ? {} : JSON.parse(fixes)
}
