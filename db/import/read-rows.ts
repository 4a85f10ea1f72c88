import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { selectValues } from '@/db/movies/columns'
import type { Original, RowState, StagedRow } from '@/domain/import/staged'
import type { Choice } from '@/domain/import/validate-row'
import { MOVIE_FIELDS, type MovieField, type MovieValues } from '@/domain/movies/movie'
import { openImport } from './imports'

const PAGE = 1000
const VALUES = selectValues('r')

type Row = { [F in MovieField]: MovieValues[F] | null } & {
  row: number
  state: RowState
  raw: string
  fixes: string | null
  problems: string | null
  included: boolean
  choice: Choice | null
  sameRow: number | null
  sameId: string | null
  sameTitle: string | null
  sameYear: number | null
}

/**
 * Up to `most` rows of an import in one state or in any, those after the row `after`, in the order of the file.
 * @throws {AppError} `not_found`
 */
export async function listImportRows(
  access: Access,
  importId: string,
  { state, after = -1, most = 50 }: { state?: RowState | readonly RowState[]; after?: number; most?: number },
): Promise<StagedRow[]> {
  const { bucket, db } = access
  await openImport(access, importId)
  const { rows } = await db.execute<Row>(sql`
    select r.row, r.state, r.raw, r.fixes, ${VALUES}, r.problems, r.included, r.choice,
      r.same_row as "sameRow", r.same_id as "sameId", m.title as "sameTitle", m.release_year as "sameYear"
    from import_rows r
    left join movies m on m.bucket_id = r.bucket_id and m.id = r.same_id
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row > ${after}
      and ${state ? sql`r.state = any(${sql.param([state].flat())}::text[])` : sql`r.state <> 'names'`}
    order by r.row limit ${most}`)
  return rows.map(toStagedRow)
}

/**
 * All rows of an import in the order of the file, a page and a transaction at a time, so that a slow reader holds none.
 * @throws {AppError} `not_found`, and what `inBucket` throws, at any page
 */
export async function* pageImportRows(
  actor: Actor,
  bucketId: string,
  importId: string,
  state?: RowState | readonly RowState[],
): AsyncGenerator<StagedRow[], undefined> {
  for (let after = -1; ; ) {
    const rows = await inBucket(actor, bucketId, 'readImports', (access) =>
      listImportRows(access, importId, { state, after, most: PAGE }),
    )
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)?.row ?? after
  }
}

function toStagedRow({ row, state, raw, fixes, included, choice, problems, ...rest }: Row): StagedRow {
  const values = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, rest[field]])) as MovieValues
  const details = problems === null ? null : JSON.parse(problems)
  return {
    row,
    state,
    cells: JSON.parse(raw),
    corrections: fixes === null ? {} : JSON.parse(fixes),
    included,
    choice,
    ...(rest.title !== null && { values }),
    ...(state === 'aside' ? { kind: details, faults: [] } : { faults: details ?? [] }),
    original: originalOf(rest),
  }
}

type Same = Pick<Row, 'sameRow' | 'sameId' | 'sameTitle' | 'sameYear'>

function originalOf({ sameRow, sameId, sameTitle, sameYear }: Same): Original | undefined {
  if (sameId !== null && sameTitle !== null && sameYear !== null)
    return { id: sameId, title: sameTitle, releaseYear: sameYear }
  return sameRow === null ? undefined : { row: sameRow }
}
