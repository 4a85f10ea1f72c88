import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, time } from './columns'

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
