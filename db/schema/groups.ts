import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { GIVEN_GROUP_ROLES } from '@/domain/sharing/roles'
import { createdAt, list } from './columns'
import { users } from './users'

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
    role: text({ enum: GIVEN_GROUP_ROLES }).notNull().default('member'),
    createdAt: createdAt(),
  },
  (t) => [
    check('group_members_role', sql`${t.role} in (${list(GIVEN_GROUP_ROLES)})`),
    primaryKey({ columns: [t.groupId, t.userId] }),
    index('group_members_user').on(t.userId),
  ],
)
