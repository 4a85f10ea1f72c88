import 'server-only'
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import { selectValues } from '@/db/movies/columns'
import { imports } from '@/db/schema/imports'
import type { ImportPreview, ImportSummary, RowCounts, RowState, Same, StagedRow } from '@/domain/import/staged'
import { FIELDS, MOVIE_FIELDS, type MovieField, type MovieValues } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'

const EXAMPLES = 5
const LISTED = 20
const FORMAT_WORDS = 50
const VALUES = selectValues('r')

const columns = {
  id: imports.id,
  name: imports.name,
  state: imports.state,
  parts: imports.parts,
  undone: imports.undone,
  createdAt: imports.createdAt,
  format: imports.format,
  header: imports.header,
  width: imports.width,
  settings: imports.settings,
}

/**
 * Finds an import of the open bucket; `alone` also keeps everybody else from changing it until the transaction ends.
 * @throws {AppError} `not_found`; `conflict` if somebody is changing it, or it is still being read
 */
export async function openImport({ db, bucket }: Access, importId: string, how?: 'alone') {
  let found = await find()
  if (how === 'alone') {
    const { rows } = await db.execute<{ alone: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${found.id}, 0)) as alone`,
    )
    if (!rows[0]?.alone)
      throw new AppError('conflict', 'This import is being added or changed right now. Look again in a moment.')
    // Whoever had it until now may have changed it since it was read.
    found = await find()
    if (found.state === 'reading')
      throw new AppError('conflict', 'This file is still being read, or its upload broke off.')
  }
  const { header, createdAt, ...rest } = found
  return { ...rest, firstRow: JSON.parse(header) as string[], createdAt: createdAt.toISOString() }

  async function find() {
    const [row] = isId(importId)
      ? await db
          .select(columns)
          .from(imports)
          .where(and(eq(imports.bucketId, bucket.id), eq(imports.id, importId)))
      : []
    if (!row) throw gone()
    return row
  }
}

/**
 * Changes an import at the end of a transaction that worked on it: what the policies let nobody see any more by then
 * takes everything back that was done.
 * @throws {AppError} `not_found`
 */
export async function updateImport({ db, bucket }: Access, importId: string, changes: SQL): Promise<void> {
  const { rowCount } = await db.execute(sql`
    update imports set ${changes}, updated_at = now()
    where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`)
  if (rowCount !== 1) throw gone()
}

/** The refusal of an import that is not there, or may not be seen any more. */
export function gone(): AppError {
  return new AppError('not_found', 'This import does not exist, or it was discarded.')
}

/** The latest 20 imports of a bucket: those that wait first. */
export async function listImports({ db, bucket }: Access): Promise<ImportSummary[]> {
  const found = await db
    .select({
      ...columns,
      counts: sql<{ state: RowState; count: number }[]>`(select coalesce(jsonb_agg(c), '[]') from (
        select r.state, count(*)::int as count from import_rows r
        where r.bucket_id = ${imports.bucketId} and r.import_id = ${imports.id} group by r.state) c)`,
    })
    .from(imports)
    .where(eq(imports.bucketId, bucket.id))
    .orderBy(sql`${imports.state} = 'done'`, desc(imports.id))
    .limit(LISTED)
  return found.map(({ id, name, state, parts, undone, createdAt, counts }) => ({
    id,
    name,
    state,
    parts,
    undone,
    createdAt: createdAt.toISOString(),
    counts: toCounts(counts),
  }))
}

/**
 * An import as its preview shows it.
 * @throws {AppError} `not_found`
 */
export async function getImport(access: Access, importId: string): Promise<ImportPreview> {
  const { db, bucket } = access
  const { firstRow, ...found } = await openImport(access, importId)
  const ours = sql`bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid`
  const counts = await db.execute<{ state: RowState; count: number; future: number; latest: number | null }>(sql`
    select state, count(*)::int as count,
      (count(*) filter (where release_year > extract(year from now())))::int as future, max(release_year) as latest
    from import_rows where ${ours} group by state`)
  const words = await db.execute<{ word: string; count: number }>(sql`
    select format_word as word, count(*)::int as count from import_rows
    where ${ours} and format_word is not null group by 1 order by 2 desc, 1 limit ${FORMAT_WORDS}`)
  // In the words of the judge; what was given stands there with its quotation marks escaped.
  const lacks = MOVIE_FIELDS.map((field) => {
    const message = `%"message":"${FIELDS[field].label} is missing%`
    return sql`(count(*) filter (where problems like ${message}))::int as ${sql.identifier(field)}`
  })
  const lacking = await db.execute<Record<MovieField, number>>(
    sql`select ${sql.join(lacks, sql`, `)} from import_rows where ${ours} and state = 'problem'`,
  )
  const examples = await db.execute<{ raw: string }>(
    sql`select raw from import_rows where ${ours} and state <> 'names' order by row limit ${EXAMPLES}`,
  )
  const ready = counts.rows.find(({ state }) => state === 'ready')
  return {
    ...found,
    header: found.settings.named ? firstRow : [],
    counts: toCounts(counts.rows),
    formatWords: words.rows,
    lacking: lacking.rows[0] as Record<MovieField, number>,
    examples: examples.rows.map(({ raw }) => JSON.parse(raw)),
    future: { count: ready?.future ?? 0, latest: ready?.latest ?? 0 },
  }
}

function toCounts(rows: { state: RowState; count: number }[]): RowCounts {
  const counts: RowCounts = { ready: 0, duplicate: 0, problem: 0, aside: 0 }
  for (const { state, count } of rows) if (state in counts) counts[state] = count
  return counts
}

type Row = { [F in MovieField]: MovieValues[F] | null } & {
  row: number
  state: RowState
  raw: string
  fixes: string | null
  problems: string | null
  included: boolean
  sameRow: number | null
  sameId: string | null
  sameTitle: string | null
  sameYear: number | null
}

/**
 * Up to `most` rows of an import in a state, or in any, from the one after `after` on, in the order of the file.
 * @throws {AppError} `not_found`
 */
export async function listImportRows(
  access: Access,
  importId: string,
  { state, after = -1, most = 50 }: { state?: RowState; after?: number; most?: number },
): Promise<StagedRow[]> {
  const { bucket, db } = access
  await openImport(access, importId)
  const { rows } = await db.execute<Row>(sql`
    select r.row, r.state, r.raw, r.fixes, ${VALUES}, r.problems, r.included, r.same_row as "sameRow", r.same_id as "sameId", m.title as "sameTitle",
      m.release_year as "sameYear"
    from import_rows r
    left join movies m on m.bucket_id = r.bucket_id and m.id = r.same_id
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row > ${after}
      and ${state ? sql`r.state = ${state}` : sql`r.state <> 'names'`}
    order by r.row limit ${most}`)
  return rows.map(toStagedRow)
}

function toStagedRow({ row, state, raw, fixes, included, ...rest }: Row): StagedRow {
  const values = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, rest[field]])) as MovieValues
  const said = rest.problems === null ? null : JSON.parse(rest.problems)
  return {
    row,
    state,
    cells: JSON.parse(raw),
    fixes: fixes === null ? {} : JSON.parse(fixes),
    included,
    ...(rest.title !== null && { values }),
    ...(state === 'aside' ? { kind: said, problems: [] } : { problems: said ?? [] }),
    same: sameOf(rest),
  }
}

function sameOf({ sameRow, sameId, sameTitle, sameYear }: Pick<Row, 'sameRow' | 'sameId' | 'sameTitle' | 'sameYear'>) {
  const same: Same | undefined =
    sameId !== null && sameTitle !== null && sameYear !== null
      ? { id: sameId, title: sameTitle, releaseYear: sameYear }
      : sameRow !== null
        ? { row: sameRow }
        : undefined
  return same
}
