import 'server-only'
import type { Query } from '@/db/inspect'
import { OWN_FUNCTIONS } from '@/db/permissions'
import { BackupError } from './backup-error'

/** The database that a backup should go into holds rows. */
export class NotEmptyError extends BackupError {}

// What is there before anybody signs in, or is about this database alone.
const NOBODYS = ['rate_limits', 'backups', 'deployment']

const TABLES = `select quote_ident(relname) as name from pg_class c
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1`

/**
 * Makes room for a restore: a database that `npm start` set up and nobody uses loses its tables, functions and types.
 * Extensions stay.
 * @throws {NotEmptyError} when a table has rows
 */
export async function clearUnused(query: Query): Promise<void> {
  const tables = (await query<{ name: string }>(TABLES)).map(({ name }) => name)
  // Nobody adds a row between the look and the end of the transaction.
  for (const name of tables) await query(`lock table public.${name} in access exclusive mode`)
  const full: string[] = []
  for (const name of tables) {
    const [row] = await query<{ some: boolean }>(`select exists (select from public.${name}) as some`)
    if (row?.some && !NOBODYS.includes(name)) full.push(name)
  }
  if (full.length > 0)
    throw new NotEmptyError(
      `The database is not empty: ${full.join(', ')} ${full.length > 1 ? 'have' : 'has'} rows. A restore adds to nothing and replaces nothing.`,
    )
  for (const name of tables) await query(`drop table public.${name} cascade`)
  const rest = await query<{ statement: string }>(`
    select format('drop function %s cascade', p.oid::regprocedure) as statement from ${OWN_FUNCTIONS}
    union all
    select format('drop type public.%I', typname) from pg_type t where typnamespace = 'public'::regnamespace and typtype = 'e'
      and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')`)
  for (const { statement } of rest) await query(statement.replace(/^drop function/, 'drop function if exists'))
  await query('drop schema if exists drizzle cascade')
}
