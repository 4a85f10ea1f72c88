import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, requireStill, requireTouched } from '@/db/buckets/access'
import { asLongTransaction } from '@/db/long-work'
import { selectValues, valueColumns } from '@/db/movies/columns'
import { type Completion, completeRow } from '@/domain/import/complete-row'
import { type Choice, type Corrections, makeRowValidator } from '@/domain/import/validate-row'
import type { MovieField, MoviePatch } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { lockImport } from './imports'
import { filmKey, markMatches, nearYears } from './matches'
import { correctRow } from './revise'
import { toColumns, updateRows } from './rows'
import { discardImport } from './undo'

const BATCH_ROWS = 5000
const VALUES = valueColumns('r')
const OTHERS = selectValues('d')

type Waiting = Partial<Record<MovieField, string | number | null>> & {
  row: number
  raw: string
  fixes: string | null
  choice: Choice | null
}

/**
 * Completes the waiting rows of an import from the rows of another file, which is staged as an import of its own and
 * discarded at the end: a row gets the values that it lacks from the row of the same title, at most one year apart; one
 * without a year from the only one of its title. With `update` it gets all values that the other row has; otherwise the
 * row keeps its own, and what differs is offered. Rows get the values as if a person had typed them.
 * @throws {AppError} `not_found`, `conflict` while either is being added or changed, or if they are the same import
 */
export async function completeRows(
  access: Access,
  importId: string,
  otherId: string,
  mode: 'fill' | 'update',
): Promise<Completion> {
  const { settings, width } = await lockImport(access, importId)
  const { parts } = await lockImport(access, otherId)
  if (importId === otherId || parts.length > 0)
    throw new AppError('conflict', 'Rows are completed from another file, which was not imported before.')
  const total: Completion = { rows: 0, fields: {}, conflicts: 0 }
  await asLongTransaction(access, async () => {
    const validate = makeRowValidator(settings, width)
    for (let after = -1; ; ) {
      const rows = await listWithOthers(access, importId, otherId, after)
      const done = rows.flatMap(({ row, raw, fixes, choice, ...other }) => {
        const given: Corrections = fixes === null ? {} : JSON.parse(fixes)
        const cells: string[] = JSON.parse(raw)
        const { corrections, offers } = completeRow(validate(cells, given, choice), other as MoviePatch, mode)
        const completed = Object.keys(corrections) as MovieField[]
        const hasOffers = Object.keys(offers).length > 0
        if (completed.length === 0 && !hasOffers) return []
        for (const field of completed) total.fields[field] = (total.fields[field] ?? 0) + 1
        if (completed.length > 0) total.rows++
        if (hasOffers) total.conflicts++
        const all = { ...given, ...corrections }
        const columns = toColumns(validate(cells, all, choice))
        const texts = { fixes: JSON.stringify(all), offers: hasOffers ? JSON.stringify(offers) : null }
        return [{ row, ...columns, ...texts }]
      })
      await updateRows(access, importId, done)
      await saveTexts(access, importId, done)
      if (rows.length < BATCH_ROWS) break
      after = rows.at(-1)?.row ?? 0
    }
    await markMatches(access, importId)
  })
  await discardImport(access, otherId)
  return total
}

/**
 * Settles what another file offers for a row: it gets the values of these fields, and the others are forgotten.
 * @throws {AppError} `not_found` if the row or the offer does not wait, `conflict` while it is being added or changed
 */
export async function takeOffers(access: Access, importId: string, row: number, fields: MovieField[]): Promise<void> {
  const { db, bucket } = access
  await lockImport(access, importId)
  const { rows } = await db.execute<{ offers: string }>(sql`
    select offers from import_rows where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid
      and row = ${row} and offers is not null`)
  const [found] = rows
  if (!found) throw new AppError('not_found', `Row ${row} is no longer waiting.`)
  const offers: MoviePatch = JSON.parse(found.offers)
  const taken = fields.flatMap((field) => (offers[field] === undefined ? [] : [[field, String(offers[field])]]))
  if (taken.length > 0) await correctRow(access, importId, row, Object.fromEntries(taken))
  const { rowCount } = await db.execute(sql`
    update import_rows set offers = null
    where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and row = ${row}`)
  await requireTouched(access, 'importMovies', rowCount, 1)
}

// A part of the rows of an import, each with the values of the other file's row for the same film, null without one.
async function listWithOthers(
  { db, bucket }: Access,
  importId: string,
  otherId: string,
  after: number,
): Promise<Waiting[]> {
  const { rows } = await db.execute<Waiting>(sql`
    with ours as materialized (
      select r.row, r.raw, r.fixes, r.choice, ${filmKey('r')} as film, r.release_year from import_rows r
      where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row > ${after}
        and r.state not in ('names', 'aside')
      order by r.row limit ${BATCH_ROWS}
    ), others as materialized (
      -- Of several rows for one film the one that says most.
      select distinct on (${filmKey('r')}, r.release_year) ${filmKey('r')} as film, ${VALUES} from import_rows r
      where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${otherId}::uuid and r.release_year is not null
        and ${filmKey('r')} in (select film from ours)
      order by ${filmKey('r')}, r.release_year, num_nonnulls(${VALUES}) desc, r.row
    ), counted as (
      select *, count(*) over (partition by film) as years from others
    ), best as (
      select distinct on (o.row) o.row as "of", d.* from ours o
      join counted d on d.film = o.film and (${nearYears('d', 'o')} or (o.release_year is null and d.years = 1))
      order by o.row, abs(d.release_year - o.release_year)
    )
    select o.row, o.raw, o.fixes, o.choice, ${OTHERS} from ours o left join best d on d."of" = o.row order by o.row`)
  return rows
}

async function saveTexts(
  access: Access,
  importId: string,
  rows: { row: number; fixes: string; offers: string | null }[],
): Promise<void> {
  const { db, bucket } = access
  const given = JSON.stringify(rows.map(({ row, fixes, offers }) => ({ row, fixes, offers })))
  const { rowCount } = await db.execute(sql`
    update import_rows r set fixes = v.fixes, offers = v.offers
    from jsonb_to_recordset(${given}::jsonb) as v (row int, fixes text, offers text)
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = v.row`)
  if (rows.length === 0) await requireStill(access, 'importMovies')
  else await requireTouched(access, 'importMovies', rowCount, rows.length)
}
