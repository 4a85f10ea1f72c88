import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { FORMATS, LIMITS, type MovieValues } from '@/domain/movies/movie'
import { bucketId } from './buckets'
import { createdAt, limit, list, sortText, time } from './columns'

const live = sql`deleted_at is null`

export const movies = pgTable(
  'movies',
  {
    bucketId: bucketId(),
    id: uuid().notNull(),
    title: text().notNull(),
    sortTitle: sortText('sort_title').notNull(),
    format: text({ enum: FORMATS }).notNull(),
    length: smallint().notNull(),
    releaseYear: smallint('release_year').notNull(),
    rating: smallint().notNull(),
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
    check(
      'movies_title',
      sql`char_length(${t.title}) between ${limit(LIMITS.title.min)} and ${limit(LIMITS.title.max)} and ${t.title} ~ '\\S'`,
    ),
    check('movies_title_nfc', sql`${t.title} is nfc normalized`),
    check('movies_format', sql`${t.format} in (${list(FORMATS)})`),
    check('movies_length', sql`${t.length} between ${limit(LIMITS.length.min)} and ${limit(LIMITS.length.max)}`),
    check(
      'movies_release_year',
      sql`${t.releaseYear} between ${limit(LIMITS.releaseYear.min)} and ${limit(LIMITS.releaseYear.max)}`,
    ),
    check('movies_rating', sql`${t.rating} between ${limit(LIMITS.rating.min)} and ${limit(LIMITS.rating.max)}`),
  ],
)

/**
 * What was done to a movie, one row a movie; the rows of one action share `changeId` (time-ordered).
 * `before` holds the values an edit replaced; `version` is the movie's after it, so undo can tell later edits.
 * A move is noted in both buckets under one `changeId`, with the id of the other one in `before`.
 */
export const movieChanges = pgTable(
  'movie_changes',
  {
    bucketId: bucketId(),
    changeId: uuid('change_id').notNull(),
    movieId: uuid('movie_id').notNull(),
    kind: text({ enum: ['add', 'edit', 'delete', 'restore', 'move'] }).notNull(),
    before: jsonb().$type<MovieValues & { movedTo?: string; movedFrom?: string }>(),
    version: integer().notNull(),
    changedAt: time('changed_at').notNull().defaultNow(),
    changedBy: uuid('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.bucketId, t.changeId, t.movieId] })],
)
