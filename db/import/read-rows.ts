import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { selectValues, valuesAsJson } from '@/db/movies/columns'
import type { Difference, Original, RowState, RowTab, StagedRow } from '@/domain/import/staged'
import type { Choice } from '@/domain/import/validate-row'
import { MOVIE_FIELDS, type MovieField, type MoviePatch, type MovieValues } from '@/domain/movies/movie'
import { openImport } from './imports'

const PAGE = 1000
const VALUES = selectValues('r')
const SAME = valuesAsJson('m')

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
  same: MovieValues | null
  differs: MovieField[] | null
  takes: MovieField[] | null
  offers: string | null
}

/**
 * Up to `most` rows of an import in one tab or in any, those after the row `after`, in the order of the file.
 * @throws {AppError} `not_found`
 */
export async function listImportRows(
  access: Access,
  importId: string,
  { tab, after = -1, most = 50 }: { tab?: RowTab | readonly RowState[]; after?: number; most?: number },
): Promise<StagedRow[]> {
  const { bucket, db } = access
  await openImport(access, importId)
  const { rows } = await db.execute<Row>(sql`
    select r.row, r.state, r.raw, r.fixes, ${VALUES}, r.problems, r.included, r.choice, r.differs, r.takes, r.offers,
      r.same_row as "sameRow", r.same_id as "sameId", case when m.id is not null then ${SAME} end as same
    from import_rows r
    left join movies m on m.bucket_id = r.bucket_id and m.id = r.same_id
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row > ${after}
      and ${condition(tab)}
    order by r.row limit ${most}`)
  return rows.map(toStagedRow)
}

function condition(tab: RowTab | readonly RowState[] | undefined): SQL {
  if (tab === undefined) return sql`r.state <> 'names'`
  return tab === 'offers'
    ? sql`r.offers is not null and r.state <> 'aside'`
    : sql`r.state = any(${sql.param([tab].flat())}::text[])`
}

/**
 * All rows of an import in the order of the file, a page and a transaction at a time, so that a slow reader holds none.
 * @throws {AppError} `not_found`, and what `inBucket` throws, at any page
 */
export async function* pageImportRows(
  actor: Actor,
  bucketId: string,
  importId: string,
  tab?: RowTab | readonly RowState[],
): AsyncGenerator<StagedRow[], undefined> {
  for (let after = -1; ; ) {
    const rows = await inBucket(actor, bucketId, 'readImports', (access) =>
      listImportRows(access, importId, { tab, after, most: PAGE }),
    )
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)?.row ?? after
  }
}

function toStagedRow({ row, state, raw, fixes, included, choice, problems, ...rest }: Row): StagedRow {
  const values = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, rest[field]])) as MovieValues
  const details = problems === null ? null : JSON.parse(problems)
  // A row that lacks values keeps its faults, even if it changes a movie or repeats one.
  const isWhole = details === null
  return {
    row,
    state,
    cells: JSON.parse(raw),
    corrections: fixes === null ? {} : JSON.parse(fixes),
    included,
    choice,
    ...(isWhole && { values }),
    ...(state === 'aside' ? { kind: details, faults: [] } : { faults: details ?? [] }),
    original: originalOf(rest),
    ...(state === 'duplicate' && rest.sameRow === null && rest.differs?.length === 0 && { same: true as const }),
    differences: rest.same && !included ? compare(rest.same, values, rest.differs ?? [], rest.takes ?? []) : [],
    offers: offersOf(values, rest.offers),
  }
}

function compare(from: MoviePatch, to: MoviePatch, fields: MovieField[], taken: MovieField[] = []): Difference[] {
  return fields.flatMap((field) => {
    const [old, value] = [from[field] ?? undefined, to[field] ?? undefined]
    return value === undefined ? [] : [{ field, from: old, to: value, taken: taken.includes(field) }]
  })
}

function offersOf(values: MoviePatch, stored: string | null): Difference[] {
  const offers: MoviePatch = stored === null ? {} : JSON.parse(stored)
  return compare(
    values,
    offers,
    MOVIE_FIELDS.filter((field) => offers[field] !== undefined && offers[field] !== values[field]),
  )
}

type Same = Pick<Row, 'sameRow' | 'sameId' | 'same'>

function originalOf({ sameRow, sameId, same }: Same): Original | undefined {
  if (sameId !== null && same) return { id: sameId, title: same.title, releaseYear: same.releaseYear }
  return sameRow === null ? undefined : { row: sameRow }
}
