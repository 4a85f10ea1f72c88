import { sql } from 'drizzle-orm'
import { customType, timestamp } from 'drizzle-orm/pg-core'

/** Byte order: the same on every system, and what keyset pages and LIKE prefixes need. */
export const sortText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/** Milliseconds, so that a time survives the way through JavaScript and can be a cursor. */
export const time = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: 'date' })
export const createdAt = () => time('created_at').notNull().defaultNow()

/** Words of a check in SQL: a limit, and a list of what is allowed. */
export const limit = (value: number) => sql.raw(String(value))
export const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))
