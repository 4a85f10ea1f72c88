import { bigint, boolean, pgTable } from 'drizzle-orm/pg-core'
import { time } from './columns'

/**
 * The backups that `npm run backup` made of this database, on whichever host. No role of the app may read it: it is for
 * the owner of the database, who has no policies to pass.
 */
export const backups = pgTable('backups', {
  takenAt: time('taken_at').primaryKey(),
  bytes: bigint({ mode: 'number' }).notNull(),
  /** Whether it was restored once, into a scratch database, right after it was made. */
  verified: boolean().notNull(),
})
