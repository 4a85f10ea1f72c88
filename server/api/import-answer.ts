import 'server-only'
import * as z from 'zod'
import type { Access } from '@/db/buckets/access'
import { getImport } from '@/db/import/preview'
import { listImportRows } from '@/db/import/read-rows'
import { describeConversions } from '@/domain/import/conversions'
import { IMPORT_MODES } from '@/domain/import/mode'
import { describeReading } from '@/domain/import/reading-form'
import { makeReceipt, reportReceipt } from '@/domain/import/receipt'
import { countAdded, countUpdated, type ImportPreview, reportCounts, reportRow } from '@/domain/import/staged'
import { MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { movieAnswer } from './movie-answer'
import { named } from './schema'

/** Rows of an import in one answer. */
export const IMPORT_ROWS = 1000

const count = z.int().min(0)
const value = z.union([z.string(), z.number()])
const importRow = named(
  'ImportRow',
  z.object({
    row: count.describe('The line of the CSV, or the number of the object in the JSON'),
    outcome: z.enum(['add', 'update', 'duplicate', 'problem', 'aside']).describe('aside: it is not a film'),
    movie: movieAnswer
      .pick(Object.fromEntries(MOVIE_FIELDS.map((field) => [field, true])) as Record<MovieField, true>)
      .optional()
      .describe('What it was read as'),
    changes: z
      .array(z.object({ field: z.enum(MOVIE_FIELDS), from: value.optional(), to: value }))
      .optional()
      .describe('What it changes in the movie that it matches'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('All that does not fit; the field row is the row as a whole'),
    same: z
      .union([z.object({ row: count }), z.object({ id: z.uuid(), title: z.string(), releaseYear: z.int() })])
      .optional()
      .describe('What it matches: an earlier row, or a movie of the bucket'),
    kind: z
      .string()
      .optional()
      .describe('Why a row was set aside: what it is instead of a film, or that another row is the same film'),
  }),
)

const receipt = z
  .object({
    rows: count,
    added: count,
    updated: count,
    same: count.describe('Movies that are as in the file already'),
    left: count,
    reasons: z.object({
      waiting: count.describe('Ready to be added'),
      changed: count.describe('Their movie was changed meanwhile, so it was left alone'),
      here: count.describe('The bucket has the movie with other values'),
      repeated: count.describe('They repeat an earlier row'),
      problem: count,
      aside: count.describe('No films'),
    }),
  })
  .describe('rows = added + updated + same + left, and left is the sum of its reasons; of a dry run, what it would do')

/** An import in an answer. */
export const importAnswer = named(
  'Import',
  z.object({
    id: z.uuid().nullable().describe('Null after a dry run, which keeps nothing'),
    name: z.string(),
    state: z.enum(['reading', 'staged', 'done', 'dry_run']),
    createdAt: z.iso.datetime().describe('ISO 8601, UTC'),
    added: count.describe('Movies that it added'),
    updated: count.describe('Movies that it gave other values'),
    mode: z.enum(IMPORT_MODES),
    undone: z.boolean(),
    receipt,
    counts: z
      .object({ ready: count, change: count, duplicate: count, problem: count, aside: count })
      .describe('Rows that were not added; ready and change count those that a dry run would add or update'),
    conversions: z
      .array(z.string())
      .describe('How the file and its cells were read, a sentence each, as the preview on the screen says it'),
    rows: z.array(importRow).describe('Rows that were not added; after a dry run, all rows'),
    nextRow: z.int().nullable().describe('For ?after=, to read the next rows; null at the end'),
  }),
)

/** An import as an answer, with the rows that wait or were not added, from the one after `after` on. */
export async function showImport(access: Access, importId: string, after = -1) {
  const found = await getImport(access, importId)
  const rows = await listImportRows(access, importId, { after, most: IMPORT_ROWS + 1 })
  const shown = rows.slice(0, IMPORT_ROWS)
  const nextRow = rows.length > IMPORT_ROWS ? (shown.at(-1)?.row ?? null) : null
  return { ...summarizeImport(found), rows: shown.map(reportRow), nextRow }
}

/** The answer without its rows; the receipt of a dry run counts what waits as done. */
export function summarizeImport(found: ImportPreview, isDryRun = false) {
  const { id, name, state, createdAt, parts, undone, counts, duplicates, chosen, settings, header, examples } = found
  const { ready, change } = counts
  const receipt = isDryRun
    ? makeReceipt(
        [{ changeId: '', count: ready, updated: change, at: '' }],
        { ...counts, ready: 0, change: 0 },
        duplicates,
      )
    : makeReceipt(parts, counts, duplicates)
  return {
    ...{ id, name, state, createdAt, added: countAdded(parts), updated: countUpdated(parts), mode: chosen.mode },
    ...{ undone, receipt: reportReceipt(receipt), counts: reportCounts(counts) },
    conversions: [
      ...(settings.reading ? describeReading(settings.reading) : []),
      ...describeConversions(settings, header, examples),
    ],
  }
}
