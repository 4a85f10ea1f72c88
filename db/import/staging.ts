import 'server-only'
import { sql } from 'drizzle-orm'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { recordTypes, valueColumns } from '@/db/movies/columns'
import { imports } from '@/db/schema/imports'
import type { Fixes, Judgement } from '@/domain/import/judge'
import { makeJudge } from '@/domain/import/judge'
import type { FileRow } from '@/domain/import/read-csv'
import { type OpenFile, openFile } from '@/domain/import/read-file'
import type { ImportSettings } from '@/domain/import/settings'
import { AppError } from '@/domain/result'
import { markDuplicates } from './duplicates'
import { updateImport } from './imports'
import { recallMapping } from './mappings'

/** Unfinished imports a bucket may have. */
const MOST_UNFINISHED = 20
const BATCH_ROWS = 2000
const BATCH_CHARACTERS = 1_000_000
const LONGEST_NAME = 100
const VALUES = valueColumns()

/**
 * A file to import: a stream of its bytes; `format` is what it has to be, if that is known; `fill` is for fields that
 * rows have nothing for; `onRows` is told how many rows are in.
 */
export type ImportFile = {
  name: string
  bytes: AsyncIterable<Uint8Array>
  format?: OpenFile['format']
  fill?: ImportSettings['fill']
  onRows?: (count: number) => void
}

/**
 * Reads a file into the staging tables of a bucket, where it waits to be looked at and confirmed; no movie is
 * touched. A transaction a batch, so that somebody who sends slowly holds none; what fails leaves nothing behind.
 * @returns the import's id
 * @throws {AppError} `invalid` if the file cannot be read, `conflict` with too many unfinished imports, and what
 * `inBucket` throws
 */
export async function stageImport(
  actor: Actor,
  bucketId: string,
  { name, bytes, format, fill, onRows }: ImportFile,
): Promise<string> {
  await inBucket(actor, bucketId, 'importMovies', requireRoom)
  const file = await openFile(bytes)
  if (format && file.format !== format)
    throw new AppError('invalid', `This was sent as ${format.toUpperCase()}, and is ${file.format.toUpperCase()}.`)
  const { importId, settings } = await inBucket(actor, bucketId, 'importMovies', (access) =>
    beginImport(access, name, { ...file, settings: { ...file.settings, fill: { ...file.settings.fill, ...fill } } }),
  )
  let writing: Promise<unknown> = Promise.resolve()
  try {
    const judge = makeJudge(settings, file.width)
    let first = true
    let count = 0
    for await (const rows of inBatches(file.rows)) {
      const staged = rows.map(({ row, cells }) => {
        const names = first && settings.named
        first = false
        return stagedRow(row, cells, names ? 'names' : judge(cells))
      })
      // The next batch is read while this one is written, and no further.
      await writing
      count += rows.length
      onRows?.(count)
      writing = inBucket(actor, bucketId, 'importMovies', (access) => stageRows(access, importId, staged))
      writing.catch(() => {})
    }
    await writing
    await inBucket(actor, bucketId, 'importMovies', (access) => finishStaging(access, importId))
    return importId
  } catch (error) {
    // What is still being written goes with the rest.
    await writing.catch(() => {})
    await inBucket(actor, bucketId, 'importMovies', ({ db, bucket }) =>
      db.execute(sql`delete from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`),
    ).catch(() => {})
    throw error
  }
}

async function requireRoom({ db, bucket }: Access): Promise<void> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from imports where bucket_id = ${bucket.id}::uuid and state <> 'done'`,
  )
  if ((rows[0]?.count ?? 0) >= MOST_UNFINISHED)
    throw new AppError('conflict', `${MOST_UNFINISHED} imports wait here already. Finish or discard one of them first.`)
}

/** Notes an import that begins; its columns are read as this person had them read the last time, or as guessed. */
export async function beginImport(
  access: Access,
  name: string,
  file: Pick<OpenFile, 'format' | 'header' | 'width' | 'settings' | 'firstRow'>,
): Promise<{ importId: string; settings: ImportSettings }> {
  const importId = newId()
  const settings = file.settings.named ? await recallMapping(access, file.header, file.settings) : file.settings
  await access.db.insert(imports).values({
    bucketId: access.bucket.id,
    id: importId,
    name: [...name.replaceAll('\0', '').toWellFormed().trim()].slice(0, LONGEST_NAME).join('') || 'A file',
    state: 'reading',
    format: file.format,
    header: JSON.stringify(file.firstRow),
    width: file.width,
    settings,
    createdBy: access.userId ?? '',
  })
  return { importId, settings }
}

/**
 * Puts rows of a file into the staging table, any number in one statement.
 * @throws {AppError} `not_found` if the import was discarded meanwhile
 */
export async function stageRows(
  { db, bucket }: Access,
  importId: string,
  rows: readonly StagedColumns[],
): Promise<void> {
  const result = await db.execute(sql`
    with import as (
      select id from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid for key share
    )
    insert into import_rows (bucket_id, import_id, row, raw, movie_id, state, ${VALUES},
      given_id, added_at, changed_at, problems, format_word)
    select ${bucket.id}::uuid, import.id, v.* from import, ${recordset(rows)}`)
  if (result.rowCount !== rows.length) throw new AppError('not_found', 'This import was discarded while it was read.')
}

/** Notes that all rows are in, and finds the duplicates among them. */
export async function finishStaging(access: Access, importId: string): Promise<void> {
  await markDuplicates(access, importId)
  await updateImport(access, importId, sql`state = 'staged'`)
}

/** What is stored of a row; what `undefined` stands for is null. */
export type StagedColumns = ReturnType<typeof stagedRow>

/** A row of a file, judged, as it is stored. */
export function stagedRow(row: number, cells: string[], judged: Judgement | 'names', fixes?: Fixes) {
  const movieId = newId()
  return { row, raw: JSON.stringify(cells), movieId, ...judgedColumns(judged), fixes: fixes && JSON.stringify(fixes) }
}

/** What a judgement says of a row, as it is stored. */
export function judgedColumns(judged: Judgement | 'names') {
  if (judged === 'names') return { state: 'names' as const }
  switch (judged.state) {
    case 'ready': {
      const { state, values, sortTitle, id, createdAt, updatedAt } = judged
      return { state, ...values, sortTitle, givenId: id, addedAt: createdAt, changedAt: updatedAt }
    }
    case 'aside':
      return { state: judged.state, problems: JSON.stringify(judged.kind) }
    case 'problem':
      return { state: judged.state, problems: JSON.stringify(judged.problems), formatWord: judged.formatWord }
  }
}

/** Stored rows as a table in a statement. */
export function recordset(rows: readonly object[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (row int, raw text, "movieId" uuid, state text, ${recordTypes},
    "givenId" uuid, "addedAt" timestamptz, "changedAt" timestamptz, problems text, "formatWord" text)`
}

async function* inBatches(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = []
  let characters = 0
  for await (const row of rows) {
    batch.push(row)
    for (const cell of row.cells) characters += cell.length
    if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}
