import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { MoviePatch } from '@/domain/movies/movie'
import { bucketId } from './buckets'
import { createdAt, time } from './columns'
import { movieChecks, movieValues, required } from './movie-values'

const live = sql`deleted_at is null`

export const movies = pgTable(
  'movies',
  {
    bucketId: bucketId(),
    id: uuid().notNull(),
    ...required(movieValues()),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    createdBy: uuid('created_by').notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    updatedBy: uuid('updated_by').notNull(),
    deletedAt: time('deleted_at'),
    deletedBy: uuid('deleted_by'),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.id] }),
    index('movies_by_title').on(t.bucketId, t.sortTitle, t.id).where(live),
    index('movies_by_year').on(t.bucketId, t.releaseYear, t.id).where(live),
    index('movies_by_length').on(t.bucketId, t.length, t.id).where(live),
    index('movies_by_rating').on(t.bucketId, t.rating, t.id).where(live),
    index('movies_by_added').on(t.bucketId, t.createdAt, t.id).where(live),
    index('movies_in_trash').on(t.bucketId, t.deletedAt, t.id).where(sql`deleted_at is not null`),
    index('movies_search').using('gin', t.bucketId, sql`${t.sortTitle} gin_trgm_ops`).where(live),
    ...movieChecks(t),
  ],
)

/**
 * The history: one row for each movie of a change; the rows of a change share `changeId` (time-ordered).
 * `before` holds the values that an edit replaced; `version` is the movie's after it, so undo can tell later edits.
 * A move has a row in both buckets under one `changeId`, with the id of the other bucket in `before`.
 */
export const movieChanges = pgTable(
  'movie_changes',
  {
    bucketId: bucketId(),
    changeId: uuid('change_id').notNull(),
    movieId: uuid('movie_id').notNull(),
    kind: text({ enum: ['add', 'edit', 'delete', 'restore', 'move'] }).notNull(),
    before: jsonb().$type<MoviePatch & { movedTo?: string; movedFrom?: string }>(),
    version: integer().notNull(),
    changedAt: time('changed_at').notNull().defaultNow(),
    changedBy: uuid('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.bucketId, t.changeId, t.movieId] })],
)

/**
 * Counts of a bucket, spread over as many rows as have written to it at once: a writer adds to a row that no other one
 * holds, so that none waits for another. Triggers write them in the writer's transaction. The sum of `writes` is the
 * bucket's version, those of `movies` (the trash included) and `changes` are what quotas count. No foreign key: the rows
 * of a bucket that is being deleted come after it.
 */
export const bucketWrites = pgTable(
  'bucket_writes',
  {
    bucketId: uuid('bucket_id').notNull(),
    id: bigint({ mode: 'number' }).notNull().generatedByDefaultAsIdentity(),
    movies: integer().notNull(),
    changes: integer().notNull().default(0),
    writes: bigint({ mode: 'number' }).notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.bucketId, t.id] })],
)
