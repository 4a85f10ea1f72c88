import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  BUCKET_INVITATION_ROLES,
  GIVEN_GROUP_ROLES,
  GIVEN_ROLES,
  INVITATION_ROLES,
  ROLES,
} from '@/domain/sharing/roles'
import { bucketId, buckets } from './buckets'
import { createdAt, list, time } from './columns'
import { groups } from './groups'
import { users } from './users'

export const bucketRole = pgEnum('bucket_role', ROLES)

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
    check('grants_role', sql`${t.role} in (${list(GIVEN_ROLES)})`),
  ],
)

/**
 * A role in a bucket or a group that waits for an answer: of a person named by address or GitHub login, or of any
 * person with the link's token (kept as its SHA-256). The role `owner` transfers a bucket.
 */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey(),
    bucketId: uuid('bucket_id').references(() => buckets.id, { onDelete: 'cascade' }),
    groupId: uuid('group_id').references(() => groups.id, { onDelete: 'cascade' }),
    role: text({ enum: INVITATION_ROLES }).notNull(),
    email: text(),
    login: text(),
    tokenHash: text('token_hash').unique(),
    /** How often a link may still be used; null for a link without a limit. */
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
      sql`${t.role} in (${list(BUCKET_INVITATION_ROLES)}) and ${t.bucketId} is not null or ${t.role} in (${list(GIVEN_GROUP_ROLES)}) and ${t.groupId} is not null`,
    ),
  ],
)

/**
 * The account at GitHub, by its id, that an invitation by login is for: the one that had the login at its first sign-in
 * after the invitation. Its own table, because inviters read invitations and must not learn who has an account.
 */
export const invitationAccounts = pgTable(
  'invitation_accounts',
  {
    invitationId: uuid('invitation_id')
      .primaryKey()
      .references(() => invitations.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    /** As in `accounts`. */
    issuer: text().notNull().default(''),
  },
  (t) => [index('invitation_accounts_account').on(t.accountId)],
)

/** The inviters whose invitations a person does not want to see. */
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
