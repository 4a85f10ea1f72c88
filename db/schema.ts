import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  customType,
  index,
  integer,
  json,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ImportSettings } from '@/domain/import/settings'
import type { ImportPart } from '@/domain/import/staged'
import { FORMATS, LIMITS, type MovieValues } from '@/domain/movie'
import { ROLES } from '@/domain/roles'
import { TOKEN_SCOPES } from '@/domain/token'

// Byte order: the same on every system, and what keyset pages and LIKE prefixes need.
const sortText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
// Milliseconds, so that a time survives the way through JavaScript and can be a cursor.
const time = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: 'date' })
const createdAt = () => time('created_at').notNull().defaultNow()

export const bucketRole = pgEnum('bucket_role', ROLES)

export const users = pgTable('users', {
  id: uuid().primaryKey(),
  name: text(),
  email: text().notNull().unique(),
  emailVerified: time('email_verified'),
  image: text(),
  createdAt: createdAt(),
})

export const accounts = pgTable(
  'accounts',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    /** The name at the provider (GitHub's login), lower case, as of the last sign-in. */
    login: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index('accounts_user').on(t.userId)],
)

/** `sessionToken` holds the SHA-256 of the cookie's token in hex, never the token. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().notNull().unique(),
    sessionToken: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: time('expires').notNull(),
    device: text(),
    createdAt: createdAt(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

export const buckets = pgTable(
  'buckets',
  {
    id: uuid().primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    visibility: text({ enum: ['private', 'everyone'] })
      .notNull()
      .default('private'),
    /** The unguessable part of the public page's address; null until it was public once. */
    publicKey: text('public_key').unique(),
    /** Whether search engines may list the public page. */
    searchable: boolean().notNull().default(false),
    createdAt: createdAt(),
    deletedAt: time('deleted_at'),
  },
  (t) => [
    index('buckets_owner').on(t.ownerId, t.id),
    check('buckets_name_length', sql`char_length(${t.name}) between 1 and 50`),
    check('buckets_visibility', sql`${t.visibility} in ('private', 'everyone')`),
  ],
)

export const groups = pgTable(
  'groups',
  {
    id: uuid().primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('groups_owner').on(t.ownerId),
    check('groups_name_length', sql`char_length(${t.name}) between 1 and 50`),
  ],
)

export const groupMembers = pgTable(
  'group_members',
  {
    groupId: uuid('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: ['member', 'admin'] })
      .notNull()
      .default('member'),
    createdAt: createdAt(),
  },
  (t) => [
    check('group_members_role', sql`${t.role} in ('member', 'admin')`),
    primaryKey({ columns: [t.groupId, t.userId] }),
    index('group_members_user').on(t.userId),
  ],
)

const inBucket = (): AnyPgColumn => buckets.id
const bucketId = () => uuid('bucket_id').notNull().references(inBucket, { onDelete: 'cascade' })

/** A role in a bucket for exactly one of a user and a group. */
export const grants = pgTable(
  'grants',
  {
    bucketId: bucketId(),
    id: uuid().notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    groupId: uuid('group_id').references(() => groups.id, { onDelete: 'cascade' }),
    role: bucketRole().notNull(),
    /** How the owner named the person: an address or a GitHub login. */
    label: text(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.bucketId, t.id] }),
    uniqueIndex('grants_bucket_user').on(t.bucketId, t.userId).where(sql`${t.userId} is not null`),
    uniqueIndex('grants_bucket_group').on(t.bucketId, t.groupId).where(sql`${t.groupId} is not null`),
    index('grants_user').on(t.userId),
    index('grants_group').on(t.groupId),
    check('grants_one_subject', sql`num_nonnulls(${t.userId}, ${t.groupId}) = 1`),
    check('grants_role', sql`${t.role} in ('viewer', 'editor')`),
  ],
)

const limit = (value: number) => sql.raw(String(value))
const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))
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

/** Requests counted per key in fixed windows; written only through take_rate_limit(). */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  windowStart: time('window_start').notNull(),
  count: integer().notNull(),
})

/**
 * A role in a bucket or a group that waits for somebody: named by address or GitHub login, or whoever brings the
 * link's token (kept as its SHA-256). The role `owner` hands a bucket over.
 */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    bucketId: uuid('bucket_id').references(inBucket, { onDelete: 'cascade' }),
    groupId: uuid('group_id').references(() => groups.id, { onDelete: 'cascade' }),
    role: text({ enum: ['viewer', 'editor', 'owner', 'member', 'admin'] }).notNull(),
    email: text(),
    login: text(),
    tokenHash: text('token_hash').unique(),
    /** How often a link may still be used; null: as often as people like. */
    usesLeft: integer('uses_left'),
    expiresAt: time('expires_at').notNull(),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('invitations_bucket').on(t.bucketId),
    index('invitations_group').on(t.groupId),
    index('invitations_email').on(t.email),
    index('invitations_login').on(t.login),
    check('invitations_one_place', sql`num_nonnulls(${t.bucketId}, ${t.groupId}) = 1`),
    check('invitations_one_person', sql`num_nonnulls(${t.email}, ${t.login}, ${t.tokenHash}) = 1`),
    check(
      'invitations_role',
      sql`${t.role} in ('viewer', 'editor', 'owner') and ${t.bucketId} is not null or ${t.role} in ('member', 'admin') and ${t.groupId} is not null`,
    ),
  ],
)

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
    title: text(),
    sortTitle: sortText('sort_title'),
    format: text(),
    length: smallint(),
    releaseYear: smallint('release_year'),
    rating: smallint(),
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

/** Whose invitations somebody does not want to see. */
export const blocks = pgTable(
  'blocks',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    blockedId: uuid('blocked_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.blockedId] })],
)

/** A key to the HTTP API; `tokenHash` holds the SHA-256 of the token in hex, never the token. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    name: text().notNull(),
    scope: text({ enum: TOKEN_SCOPES }).notNull(),
    expiresAt: time('expires_at').notNull(),
    lastUsedAt: time('last_used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('api_tokens_user').on(t.userId),
    check('api_tokens_name_length', sql`char_length(${t.name}) between 1 and 50`),
    check('api_tokens_scope', sql`${t.scope} in (${list(TOKEN_SCOPES)})`),
  ],
)

/** The answer to a POST that came with an Idempotency-Key, for giving it again within 24 hours. Null while it runs. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    /** SHA-256 of the method, the path and the body. */
    requestHash: text('request_hash').notNull(),
    // Kept as it was written, so that it is given again byte for byte.
    answer: json(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.key] })],
)
