import { sql } from 'drizzle-orm'
import { customType, timestamp } from 'drizzle-orm/pg-core'

/** Byte order: the same on every system, and what keyset pages and LIKE prefixes need. */
export const sortText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/** Milliseconds, so that a time survives the way through JavaScript and can be a cursor. */
export const time = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: 'date' })
export const createdAt = () => time('created_at').notNull().defaultNow()

/** The words of a check, written out: it takes no parameters. */
export const list = (words: readonly string[]) => sql.raw(words.map((word) => `'${word}'`).join(', '))
