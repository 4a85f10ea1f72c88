import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { IMPORT_MODES } from '@/domain/import/mode'
import type { ImportSettings } from '@/domain/import/settings'
import type { ImportPart } from '@/domain/import/staged'
import { CHOICES } from '@/domain/import/validate-row'
import { MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { bucketId } from './buckets'
import { createdAt, list, time } from './columns'
import { movieValues } from './movie-values'
import { users } from './users'

const FIELD_NAMES = MOVIE_FIELDS as [MovieField, ...MovieField[]]

/**
 * A file that is imported into a bucket. `settings` say how its rows become movies, `header` is its first row, and
 * `parts` are the changes that it made, one for each confirmation.
 */
export const imports = pgTable(
  'imports',
  {
    bucketId: bucketId(),
    id: uuid().notNull(),
    /** The name of the file, or a name for pasted cells. */
    name: text().notNull(),
    /** `reading` while rows come in, `staged` while some wait, `done` when none wait. */
    state: text({ enum: ['reading', 'staged', 'done'] }).notNull(),
    format: text({ enum: ['csv', 'json'] }).notNull(),
    /** JSON as text, because jsonb does not hold every character. */
    header: text().notNull(),
    width: integer().notNull(),
    /** The size of all rows that were staged; a trigger adds them up. */
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    settings: jsonb().$type<ImportSettings>().notNull(),
    /** What rows do to the movie of the bucket that they match, and which fields `update` takes; null is all of them. */
    mode: text({ enum: IMPORT_MODES }).notNull().default('add'),
    fields: text({ enum: FIELD_NAMES }).array(),
    parts: jsonb().$type<ImportPart[]>().notNull().default([]),
    undone: boolean().notNull().default(false),
    /** A person asks the confirmation under way to stop. */
    cancelled: boolean().notNull().default(false),
    createdAt: createdAt(),
    createdBy: uuid('created_by').notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.id] }),
    index('imports_by').on(t.createdBy),
    check('imports_state', sql`${t.state} in ('reading', 'staged', 'done')`),
    check('imports_mode', sql`${t.mode} in (${list(IMPORT_MODES)})`),
    check('imports_format', sql`${t.format} in ('csv', 'json')`),
  ],
)

/**
 * The rows of an import that are not movies yet. `raw` (the cells) and `fixes` (corrections) are JSON kept as text,
 * because jsonb does not hold every character. `givenId` is the movie's id in the file, `movieId` the id it gets if
 * that one is taken. A trigger deletes them with their import: a foreign key would cost a look-up for each row.
 */
export const importRows = pgTable(
  'import_rows',
  {
    bucketId: uuid('bucket_id').notNull(),
    importId: uuid('import_id').notNull(),
    row: integer().notNull(),
    raw: text().notNull(),
    fixes: text(),
    state: text({ enum: ['names', 'ready', 'change', 'duplicate', 'incomplete', 'problem', 'aside'] }).notNull(),
    ...movieValues(),
    movieId: uuid('movie_id').notNull(),
    givenId: uuid('given_id'),
    addedAt: time('added_at'),
    changedAt: time('changed_at'),
    /** As JSON: the faults of the row, or the kind of a row that was set aside. A row that has faults lacks values. */
    problems: text(),
    /** A word for a format that is not one of the three. */
    formatWord: text('format_word'),
    /** The earlier row or the movie that a duplicate repeats; `included` adds it all the same. */
    sameRow: integer('same_row'),
    sameId: uuid('same_id'),
    included: boolean().notNull().default(false),
    /** A person leaves the row `out`, or brings it `in` although it would be set aside. */
    choice: text({ enum: CHOICES }),
    /** The version of the movie that a row was compared with, the fields that differ, and those that the movie gets. */
    sameVersion: integer('same_version'),
    differs: text({ enum: FIELD_NAMES }).array(),
    takes: text({ enum: FIELD_NAMES }).array(),
    /** The fields that a person chose for this row, whatever the import's mode. */
    chosenFields: text('chosen_fields', { enum: FIELD_NAMES }).array(),
    /** As JSON: values of another file that differ from those of the row. */
    offers: text(),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.importId, t.row] }),
    check(
      'import_rows_state',
      sql`${t.state} in ('names', 'ready', 'change', 'duplicate', 'incomplete', 'problem', 'aside')`,
    ),
    check('import_rows_choice', sql`${t.choice} in (${list(CHOICES)})`),
  ],
)

/** The settings that a person last gave for files with one header, by the SHA-256 of its names. */
export const importMappings = pgTable(
  'import_mappings',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    headerHash: text('header_hash').notNull(),
    settings: jsonb().$type<ImportSettings>().notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.headerHash] })],
)
