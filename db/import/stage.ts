import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { asLongWork, asPart, takeSlot } from '@/db/long-work'
import { findColumns, type NamedColumns } from '@/domain/import/column-names'
import { makeHistory } from '@/domain/import/history'
import type { ImportMode } from '@/domain/import/mode'
import type { FileRow } from '@/domain/import/read-csv'
import { type OpenFile, openFile } from '@/domain/import/read-file'
import type { ReadingChoice } from '@/domain/import/reading'
import type { ImportSettings } from '@/domain/import/settings'
import { makeTally } from '@/domain/import/tally'
import { makeRowValidator } from '@/domain/import/validate-row'
import { AppError } from '@/domain/result'
import { createImport, updateImport } from './imports'
import { markMatches } from './matches'
import { validateAgain } from './revise'
import { insertRows, newRow, setRowsAside } from './rows'

/** The most unfinished imports of a bucket. */
const MOST_UNFINISHED = 20
const BATCH_ROWS = 2000
const BATCH_CHARACTERS = 1_000_000

/**
 * A file to import: a stream of its bytes; `format` is what the caller says it is, and `choice` how it is read; `fill`
 * gives values to fields that rows leave empty; `columns` names those of fields; `mode` says what rows do to movies that
 * they match; `onRows` is called with how many rows were read so far.
 */
export type ImportFile = {
  name: string
  bytes: AsyncIterable<Uint8Array>
  format?: OpenFile['format']
  choice?: ReadingChoice
  fill?: ImportSettings['fill']
  columns?: NamedColumns
  mode?: ImportMode
  onRows?: (count: number) => void
}

/**
 * Reads a file into the staging tables of a bucket, where it waits to be previewed and confirmed; it touches no movie.
 * Each batch is a transaction, so that a slow upload holds none; a failure leaves nothing behind.
 * @returns the import's id
 * @throws {AppError} `invalid` if the file cannot be read, `conflict` with too many unfinished imports, and what
 * `beginLongWork` and `inBucket` throw
 */
export function stageImport(actor: Actor, bucketId: string, file: ImportFile): Promise<string> {
  return asLongWork(actor.userId, () => readIntoStage(actor, bucketId, file))
}

async function readIntoStage(
  actor: Actor,
  bucketId: string,
  { name, bytes, format, choice, fill, columns, mode, onRows }: ImportFile,
): Promise<string> {
  const run = <T>(work: (access: Access) => Promise<T>) => inBucket(actor, bucketId, 'importMovies', work)
  const runPart = <T>(work: (access: Access) => Promise<T>) =>
    asPart(() =>
      run(async (access) => {
        await takeSlot(access)
        return work(access)
      }),
    )
  await run(async (access) => {
    await takeSlot(access)
    await requireRoom(access)
  })
  const file = await openFile(bytes, choice)
  if (format && file.format !== format)
    throw new AppError('invalid', `This was sent as ${format.toUpperCase()}, but is ${file.format.toUpperCase()}.`)
  const given = columns && findColumns(columns, file.header)
  const { importId, settings, recalled } = await run(async (access) => {
    // Again, as others may have begun since; one after the other, so that each counts those before it.
    await takeTurns(access)
    await requireRoom(access)
    const filled = { ...file.settings, fill: { ...file.settings.fill, ...fill } }
    return createImport(access, name, { ...file, settings: filled, mode, columns: given })
  })
  let writing: Promise<unknown> = Promise.resolve()
  try {
    const validate = makeRowValidator(settings, file.width)
    const history = makeHistory(settings)
    // What a person chose for files like this counts, whatever the values say.
    const tally = recalled ? undefined : makeTally(settings, file.undecided)
    let first = true
    let count = 0
    for await (const batch of inBatches(file.rows)) {
      const rows = batch.map(({ row, cells }) => {
        const isHeader = first && settings.named
        first = false
        if (isHeader) return newRow(row, cells, 'header')
        tally?.add(cells)
        const validated = validate(cells)
        if (validated.state !== 'aside') history?.add(row, cells)
        return newRow(row, cells, validated)
      })
      // The next batch is read while this one is written, but no further.
      await writing
      count += rows.length
      onRows?.(count)
      writing = runPart((access) => insertRows(access, importId, rows))
      writing.catch(() => {})
    }
    await writing
    const decided = tally?.decide(settings) ?? settings
    await runPart(async (access) => {
      if (history) await setRowsAside(access, importId, history.conclude())
      if (!isDeepStrictEqual(decided, settings)) await decideAnew(access, importId, decided, file)
      await completeStaging(access, importId)
    })
    return importId
  } catch (error) {
    // A batch that is still being written must not outlive the import.
    await writing.catch(() => {})
    await run(({ db, bucket }) =>
      db.execute(sql`delete from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`),
    ).catch(() => {})
    throw error
  }
}

// The whole file says otherwise than its first rows did.
async function decideAnew(access: Access, importId: string, settings: ImportSettings, file: OpenFile): Promise<void> {
  await updateImport(access, importId, sql`settings = ${JSON.stringify(settings)}::jsonb`)
  await validateAgain(access, importId, settings, file)
}

async function takeTurns({ db, bucket }: Access): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${bucket.id}, 2))`)
}

async function requireRoom({ db, bucket }: Access): Promise<void> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from imports where bucket_id = ${bucket.id}::uuid and state <> 'done'`,
  )
  if ((rows[0]?.count ?? 0) >= MOST_UNFINISHED)
    throw new AppError(
      'conflict',
      `This bucket already has ${MOST_UNFINISHED} unfinished imports. Finish or discard one of them first.`,
    )
}

/** Marks an import whose rows are all stored as ready to be previewed, and marks the duplicates among its rows. */
export async function completeStaging(access: Access, importId: string): Promise<void> {
  await markMatches(access, importId)
  await updateImport(access, importId, sql`state = 'staged'`)
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
