import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, requireStill, requireTouched } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'
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
    case 'incomplete':
      return { state: validated.state, problems: JSON.stringify(validated.faults), formatWord: validated.formatWord }
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
      problems = v.problems, format_word = v."formatWord", same_row = null, same_id = null
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

/**
 * Marks the duplicates among the rows of an import that are ready: rows with the same title to a reader, released at
 * most one year apart, as a movie of the bucket or an earlier row. Rows with ids of our own export are different movies
 * if their ids differ. Duplicates that a person included stay ready. Every cost is linear in rows: many rows with one
 * title are not compared each with each.
 * @throws {AppError} `not_found` or `forbidden` if the user lost their role meanwhile
 */
export async function markDuplicates(access: Access, importId: string): Promise<void> {
  const { db, bucket } = access
  await joinByHash(db)
  await db.execute(sql`
    with file as materialized (
      select row, sort_title, release_year, given_id,
        case when given_id is null
          then min(row) over (partition by sort_title, given_id is null order by release_year range between 1 preceding and 1 following)
          else min(row) over (partition by given_id) end as first_row
      from import_rows
      where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and state in ('ready', 'duplicate')
    ), here as (
      select distinct on (sort_title, release_year) sort_title, release_year, id from movies
      where bucket_id = ${bucket.id}::uuid and deleted_at is null and sort_title in (select sort_title from file)
      order by sort_title, release_year, id
    ), by_title as (
      select distinct on (f.row) f.row, h.id
      from file f join here h on h.sort_title = f.sort_title and h.release_year between f.release_year - 1 and f.release_year + 1
      order by f.row, abs(h.release_year - f.release_year)
    ), found as (
      select f.row, nullif(f.first_row, f.row) as same_row, coalesce(m.id, t.id) as same_id
      from file f
      left join by_title t on t.row = f.row
      left join movies m on m.bucket_id = ${bucket.id}::uuid and m.id = f.given_id and m.deleted_at is null
    )
    update import_rows r
    set same_row = found.same_row, same_id = found.same_id,
      state = case when r.included or num_nonnulls(found.same_row, found.same_id) = 0 then 'ready' else 'duplicate' end
    from found
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = found.row
      and (r.same_row is distinct from found.same_row or r.same_id is distinct from found.same_id
        or (r.state = 'duplicate') = (r.included or num_nonnulls(found.same_row, found.same_id) = 0))`)
  // It finds any number of rows to mark, even none.
  await requireStill(access, 'importMovies')
}
