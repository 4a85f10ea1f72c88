import { sql } from 'drizzle-orm'
import { check, index, integer, json, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { TOKEN_SCOPES } from '@/domain/account/token'
import { createdAt, list, time } from './columns'
import { users } from './users'

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

/** Requests counted per key in fixed windows; written only through take_rate_limit(). */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  windowStart: time('window_start').notNull(),
  count: integer().notNull(),
})
