import * as z from 'zod'
import type { ExportedMovie } from '@/domain/export/formats'
import type { MovieField } from '@/domain/movies/movie'
import { movieAnswer, named } from './schemas'

const numberOrText = z.union([z.number(), z.string()])

/** Every row is judged by the rules of an import, so that one that does not fit keeps no other out. */
export const importedMovie = named(
  'ImportedMovie',
  z.looseObject({
    title: z.string(),
    format: z.string().optional().describe('VHS, DVD or Streaming'),
    length: numberOrText.optional().describe('Minutes; 1:57 and 1h 57m are read as well'),
    releaseYear: numberOrText.optional(),
    rating: numberOrText.optional().describe('1 to 5'),
    id: z.string().optional().describe('As our export has it: kept if it is free'),
    createdAt: z.string().optional().describe('As our export has it'),
    updatedAt: z.string().optional().describe('As our export has it'),
  } satisfies Record<keyof ExportedMovie, z.ZodType>),
)

const count = z.int().min(0)
const importRow = named(
  'ImportRow',
  z.object({
    row: count.describe('The line of the CSV, or the number of the object in the JSON'),
    outcome: z.enum(['add', 'duplicate', 'problem', 'aside']).describe('aside: what is no film'),
    movie: movieAnswer
      .pick({ title: true, format: true, length: true, releaseYear: true, rating: true } satisfies Record<
        MovieField,
        true
      >)
      .optional()
      .describe('What it was read as'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('All that does not fit; the field row is the row as a whole'),
    same: z
      .union([z.object({ row: count }), z.object({ id: z.uuid(), title: z.string(), releaseYear: z.int() })])
      .optional()
      .describe('What a duplicate repeats: a row before it, or a movie of the bucket'),
    kind: z.string().optional().describe('What was set aside is this'),
  }),
)

export const importAnswer = named(
  'Import',
  z.object({
    id: z.uuid().nullable().describe('Null after a dry run, of which nothing is kept'),
    name: z.string(),
    state: z.enum(['reading', 'staged', 'done', 'dry_run']),
    createdAt: z.iso.datetime().describe('ISO 8601, UTC'),
    added: count.describe('Movies that it added'),
    undone: z.boolean(),
    counts: z
      .object({ ready: count, duplicate: count, problem: count, aside: count })
      .describe('Rows that were not added; ready are those that a dry run would add'),
    rows: z.array(importRow).describe('Rows that were not added; of a dry run all of them'),
    nextRow: z.int().nullable().describe('For ?after= to read the rows that follow; null at the end'),
  }),
)

export const importUndone = named(
  'ImportUndone',
  z.object({
    trashed: count.describe('Movies that it had added and that are in the trash now'),
    left: count.describe('Movies that were changed since they were added: they stay as they are'),
  }),
)
