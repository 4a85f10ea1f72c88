import 'server-only'
import { desc, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { imports } from '@/db/schema/imports'
import type { FieldDifference, ImportPreview, ImportSummary, RowCounts, RowState } from '@/domain/import/staged'
import { FIELDS, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { openImport } from './imports'

const LISTED = 20
const EXAMPLES = 5
const FORMAT_WORDS = 50

type Matched = { matched: number; same: number; repeated: number; offered: number }
type StateCount = { state: RowState; count: number }

/** The latest 20 imports of a bucket, unfinished ones first. */
export async function listImports({ db, bucket }: Access): Promise<ImportSummary[]> {
  const found = await db
    .select({
      id: imports.id,
      name: imports.name,
      state: imports.state,
      parts: imports.parts,
      undone: imports.undone,
      createdAt: imports.createdAt,
      counts: sql<StateCount[]>`(select coalesce(jsonb_agg(c), '[]') from (
        select r.state, count(*)::int as count from import_rows r
        where r.bucket_id = ${imports.bucketId} and r.import_id = ${imports.id} group by r.state) c)`,
    })
    .from(imports)
    .where(eq(imports.bucketId, bucket.id))
    .orderBy(sql`${imports.state} = 'done'`, desc(imports.id))
    .limit(LISTED)
  return found.map(({ createdAt, counts, ...rest }) => ({
    ...rest,
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
  const counts = await db.execute<StateCount & Matched & { future: number; latest: number | null }>(sql`
    select state, count(*)::int as count, (count(*) filter (where differs is not null and not included))::int as matched,
      (count(*) filter (where same_row is null and differs = '{}'))::int as same,
      (count(*) filter (where same_row is not null))::int as repeated, (count(offers) filter (where state <> 'aside'))::int as offered,
      (count(*) filter (where release_year > extract(year from now())))::int as future, max(release_year) as latest
    from import_rows where ${ours} group by state`)
  const words = await db.execute<{ word: string; count: number }>(sql`
    select format_word as word, count(*)::int as count from import_rows
    where ${ours} and format_word is not null group by 1 order by 2 desc, 1 limit ${FORMAT_WORDS}`)
  const missing = await db.execute<Record<MovieField, number>>(sql`
    select ${sql.join(MOVIE_FIELDS.map(countMissing), sql`, `)} from import_rows where ${ours} and state in ('problem', 'incomplete')`)
  const long = await db.execute<{ raw: string; count: number }>(sql`
    select raw, (count(*) over ())::int as count from import_rows
    where ${ours} and state = 'problem' and problems like ${TOO_LONG} order by row limit ${EXAMPLES}`)
  const differences = await db.execute<FieldDifference>(sql`
    select field, count(*)::int as differ, (count(*) filter (where field = any(takes)))::int as taken
    from import_rows, unnest(differs) as field where ${ours} and not included group by field`)
  const examples = await db.execute<{ raw: string }>(
    sql`select raw from import_rows where ${ours} and state <> 'names' order by row limit ${EXAMPLES}`,
  )
  const ready = counts.rows.find(({ state }) => state === 'ready')
  const { same = 0, repeated = 0 } = counts.rows.find(({ state }) => state === 'duplicate') ?? {}
  return {
    ...found,
    header: found.settings.named ? firstRow : [],
    counts: toCounts(counts.rows),
    matched: counts.rows.reduce((sum, { matched }) => sum + matched, 0),
    duplicates: { same, repeated },
    offered: counts.rows.reduce((sum, { offered }) => sum + offered, 0),
    differences: MOVIE_FIELDS.flatMap((field) => differences.rows.find((one) => one.field === field) ?? []),
    formatWords: words.rows,
    missing: missing.rows[0] as Record<MovieField, number>,
    longTitles: {
      count: long.rows[0]?.count ?? 0,
      examples: long.rows.map(({ raw }) => JSON.parse(raw)[found.settings.columns.title ?? 0] ?? ''),
    },
    examples: examples.rows.map(({ raw }) => JSON.parse(raw)),
    future: { count: ready?.future ?? 0, latest: ready?.latest ?? 0 },
  }
}

const TOO_LONG = `%"message":"Title: %characters, above the limit of ${FIELDS.title.limits.max}"%`

// By the message of the fault. A cell cannot pretend to be one: JSON escapes the quotation marks in what it repeats.
function countMissing(field: MovieField) {
  const message = `%"message":"${FIELDS[field].label} is missing%`
  return sql`(count(*) filter (where problems like ${message}))::int as ${sql.identifier(field)}`
}

function toCounts(rows: StateCount[]): RowCounts {
  const counts: RowCounts = { ready: 0, change: 0, duplicate: 0, incomplete: 0, problem: 0, aside: 0 }
  for (const { state, count } of rows) if (state in counts) counts[state] = count
  return counts
}
