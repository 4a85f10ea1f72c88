import { sql } from 'drizzle-orm'
import { boolean, check, pgTable, text } from 'drizzle-orm/pg-core'
import { time } from './columns'

/**
 * One row about the deployment, for the login that owns the tables alone: a fingerprint of the AUTH_SECRET that all
 * instances share.
 */
export const deployment = pgTable(
  'deployment',
  {
    single: boolean().primaryKey().default(true),
    secretFingerprint: text('secret_fingerprint').notNull(),
    changedAt: time('changed_at').notNull().defaultNow(),
  },
  (t) => [check('deployment_single', sql`${t.single}`)],
)
