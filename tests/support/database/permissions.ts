import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { OWN_FUNCTIONS, OWN_TABLES, type Permissions, readPermissions } from '@/db/permissions'
import { root } from '@/scripts/start/project'

const FOLDER = join(root, 'db/policies')

/** Reads what a database allows. */
export const permissionsOf = (database: Pick<pg.Pool, 'query'>): Promise<Permissions> =>
  readPermissions(async (text) => (await database.query(text)).rows)

/** Takes everything that `readPermissions` reads out of a database, down to the bare tables. */
export async function dropPermissions(database: pg.Pool): Promise<void> {
  const { rows } = await database.query<{ statement: string }>(`
    select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement from pg_trigger where not tgisinternal
    union all
    select format('drop policy %I on %I', policyname, tablename) from pg_policies where schemaname = 'public'
    union all
    select format('alter table %I disable row level security; revoke all on %1$I from public, mb_app, mb_auth', relname)
      from ${OWN_TABLES} and relkind <> 'S'
    union all
    select format('revoke all on sequence %I from public, mb_app, mb_auth', relname) from ${OWN_TABLES} and relkind = 'S'`)
  const functions = await database.query<{ statement: string }>(
    `select 'drop function ' || string_agg(p.oid::regprocedure::text, ', ') as statement from ${OWN_FUNCTIONS}`,
  )
  const statements = [...rows, ...functions.rows].map(({ statement }) => statement)
  await database.query([...statements, 'revoke usage on schema public from mb_app, mb_auth'].join(';\n'))
}

/** The files of db/policies in the order they are loaded: `roles.sql`, which the others need, and then by name. */
export function policyFiles(): { name: string; text: string }[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql') && name !== 'roles.sql')
  return ['roles.sql', ...names.sort()].map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))
}
