import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, time } from './columns'
import { users } from './users'

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

/** The column of what is in a bucket and goes with it. */
export const bucketId = () =>
  uuid('bucket_id')
    .notNull()
    .references(() => buckets.id, { onDelete: 'cascade' })
