import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ImportSettings } from '@/domain/import/settings'
import type { ImportPart } from '@/domain/import/staged'
import { bucketId } from './buckets'
import { createdAt, time } from './columns'
import { movieValues } from './movie-values'
import { users } from './users'

/**
 * A file on its way into a bucket. `settings` say how its rows become movies, `header` is its line of column names;
 * `parts` are the changes it became, one each time it was confirmed.
 */
export const imports = pgTable(
  'imports',
  {
    bucketId: bucketId(),
    id: uuid().notNull(),
    /** What the file is called, or that it was pasted. */
    name: text().notNull(),
    /** `reading` while rows come in, `staged` while some wait, `done` when none do. */
    state: text({ enum: ['reading', 'staged', 'done'] }).notNull(),
    format: text({ enum: ['csv', 'json'] }).notNull(),
    /** JSON as text, which unlike jsonb holds every character. */
    header: text().notNull(),
    width: integer().notNull(),
    settings: jsonb().$type<ImportSettings>().notNull(),
    parts: jsonb().$type<ImportPart[]>().notNull().default([]),
    undone: boolean().notNull().default(false),
    /** Somebody asks for the confirmation under way to stop. */
    cancelled: boolean().notNull().default(false),
    createdAt: createdAt(),
    createdBy: uuid('created_by').notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.id] }),
    check('imports_state', sql`${t.state} in ('reading', 'staged', 'done')`),
    check('imports_format', sql`${t.format} in ('csv', 'json')`),
  ],
)

/**
 * The rows of an import that are no movies yet. `raw` and `fixes` are JSON kept as text, which unlike jsonb holds
 * every character. `givenId` is the id the file has for the movie, `movieId` the one it gets if that is taken. They go
 * with their import by a trigger: a foreign key would be looked up for each row.
 */
export const importRows = pgTable(
  'import_rows',
  {
    bucketId: uuid('bucket_id').notNull(),
    importId: uuid('import_id').notNull(),
    row: integer().notNull(),
    raw: text().notNull(),
    fixes: text(),
    state: text({ enum: ['names', 'ready', 'duplicate', 'problem', 'aside'] }).notNull(),
    ...movieValues(),
    movieId: uuid('movie_id').notNull(),
    givenId: uuid('given_id'),
    addedAt: time('added_at'),
    changedAt: time('changed_at'),
    /** What is wrong, as JSON; or what kind of thing was set aside. */
    problems: text(),
    /** A word for a format that is none of the three. */
    formatWord: text('format_word'),
    /** The row before or the movie that a duplicate repeats; `included` brings it in all the same. */
    sameRow: integer('same_row'),
    sameId: uuid('same_id'),
    included: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.importId, t.row] }),
    check('import_rows_state', sql`${t.state} in ('names', 'ready', 'duplicate', 'problem', 'aside')`),
  ],
)

/** How somebody had the columns of a file read, by the SHA-256 of its line of column names. */
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
