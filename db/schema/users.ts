import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { NOTICE_KINDS } from '@/domain/account/notice'
import { createdAt, list, time } from './columns'

// Control characters, line breaks, and characters that turn or mark the direction of a text: as in `cleanName`.
const HIDDEN = String.raw`[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]`

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey(),
    name: text(),
    email: text().notNull().unique(),
    emailVerified: time('email_verified'),
    image: text(),
    createdAt: createdAt(),
  },
  (t) => [
    check('users_name', sql`char_length(${t.name}) between 1 and 50 and ${t.name} ~ '\\S'`),
    check('users_name_plain', sql`${t.name} is nfc normalized and ${t.name} !~ '${sql.raw(HIDDEN)}'`),
  ],
)

export const accounts = pgTable(
  'accounts',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    provider: text().notNull(),
    /** Who answers for the subject: the issuer of OpenID Connect, or GitHub's address. Empty until a start fills it in. */
    issuer: text().notNull().default(''),
    providerAccountId: text('provider_account_id').notNull(),
    /** The name at the provider (GitHub's login), lower case, as of the last sign-in. */
    login: text(),
    /** The address that the provider vouched for at the last sign-in; only Settings shows it. */
    email: text(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.issuer, t.providerAccountId] }),
    // One account a provider: a second one would sign in unseen.
    uniqueIndex('accounts_user_provider').on(t.userId, t.provider),
  ],
)

/**
 * The issuer behind each provider when issuers were first stored, or `unknown`: whose the accounts are that the release
 * before made. Written once.
 */
export const providerIssuers = pgTable('provider_issuers', { provider: text().primaryKey(), issuer: text().notNull() })

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
    /** When the user last signed in again in this session; null until they do. */
    confirmedAt: time('confirmed_at'),
    /** Up to which time the user has dismissed notices in this session. */
    noticesSeenAt: time('notices_seen_at'),
    createdAt: createdAt(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** Ids of deleted users that other people's movies still name; the purge takes them out there, and then here. */
export const removedUsers = pgTable('removed_users', { id: uuid().primaryKey() })

/** A new account (`what` is the provider) or token (`what` is its name), for the next screens of the user. Triggers write it. */
export const accountNotices = pgTable(
  'account_notices',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: NOTICE_KINDS }).notNull(),
    what: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('account_notices_user').on(t.userId, t.createdAt),
    check('account_notices_kind', sql`${t.kind} in (${list(NOTICE_KINDS)})`),
  ],
)
