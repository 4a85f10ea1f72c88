import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, requireTouched } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { recordTypes, setFromRecord, valueColumns } from '@/db/movies/columns'
import type { ValidatedRow } from '@/domain/import/validate-row'
import { AppError } from '@/domain/result'

const ASIDE_ROWS = 5000
const VALUES = valueColumns()
const SET_VALUES = setFromRecord('v')

/** A row of a file before it is stored; undefined becomes null. */
export type NewRow = ReturnType<typeof newRow>

/** A row of a file, validated or the header, with the id of the movie that it may become. */
export function newRow(row: number, cells: string[], validated: ValidatedRow | 'header') {
  return { row, raw: JSON.stringify(cells), movieId: newId(), ...toColumns(validated) }
}

/** The columns of a stored row that come from validating it. */
export function toColumns(validated: ValidatedRow | 'header') {
  if (validated === 'header') return { state: 'names' as const }
  switch (validated.state) {
    case 'ready': {
      const { state, values, sortTitle, id, createdAt, updatedAt } = validated
      return { state, ...values, sortTitle, givenId: id, addedAt: createdAt, changedAt: updatedAt }
    }
    case 'aside':
      return { state: validated.state, problems: JSON.stringify(validated.kind) }
    case 'problem':
    case 'incomplete': {
      const { state, faults, formatWord, fitting } = validated
      const { values, sortTitle } = fitting
      return { state, ...values, sortTitle, problems: JSON.stringify(faults), formatWord }
    }
  }
}

/**
 * Inserts any number of rows into the staging table in one statement.
 * @throws {AppError} `not_found` if the import was discarded meanwhile
 */
export async function insertRows({ db, bucket }: Access, importId: string, rows: readonly NewRow[]): Promise<void> {
  const result = await db.execute(sql`
    with import as (
      select id from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid for key share
    )
    insert into import_rows (bucket_id, import_id, row, raw, movie_id, state, ${VALUES},
      given_id, added_at, changed_at, problems, format_word)
    select ${bucket.id}::uuid, import.id, v.* from import, ${recordset(rows)}`)
  if (result.rowCount !== rows.length) throw new AppError('not_found', 'This import was discarded while it was read.')
}

/**
 * Updates rows, in ascending order, to what validating them again says.
 * @throws {AppError} `not_found` or `forbidden` if the user lost their role meanwhile
 */
export async function updateRows(access: Access, importId: string, rows: { row: number }[]): Promise<void> {
  const { db, bucket } = access
  const [first, last] = [rows[0]?.row, rows.at(-1)?.row]
  if (first === undefined) return
  const { rowCount } = await db.execute(sql`
    update import_rows r
    set state = v.state, ${SET_VALUES}, given_id = v."givenId", added_at = v."addedAt", changed_at = v."changedAt",
      problems = v.problems, format_word = v."formatWord",
      same_row = null, same_id = null, same_version = null, differs = null, takes = null
    from ${recordset(rows)}
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = v.row
      and r.row between ${first} and ${last}`)
  await requireTouched(access, 'importMovies', rowCount, rows.length)
}

/** Sets rows aside, given with the reason for each. */
export async function setRowsAside(access: Access, importId: string, reasons: ReadonlyMap<number, string>) {
  const rows = [...reasons].sort(([a], [b]) => a - b)
  for (let from = 0; from < rows.length; from += ASIDE_ROWS) {
    const some = rows.slice(from, from + ASIDE_ROWS)
    await updateRows(
      access,
      importId,
      some.map(([row, kind]) => ({ row, ...toColumns({ state: 'aside', kind }) })),
    )
  }
}

// Rows as a table in a statement.
function recordset(rows: readonly object[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (row int, raw text, "movieId" uuid, state text,
    ${recordTypes}, "givenId" uuid, "addedAt" timestamptz, "changedAt" timestamptz, problems text, "formatWord" text)`
}
