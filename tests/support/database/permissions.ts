import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { root } from '@/scripts/start/project'

/** What a database allows: the text of each function, trigger, policy and grant by its name. */
export type Permissions = Map<string, string>

const FOLDER = join(root, 'db/policies')

// Functions of an extension are not ours.
const OWN_FUNCTIONS = `pg_proc p where pronamespace = 'public'::regnamespace and prokind = 'f'
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
const TABLES = "pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'f')"

/** What an access list gives to whom but the owner, in a text. */
const readAccess = (list: string, owner: string) => `(
  select string_agg(concat(coalesce(nullif(grantee, 0)::regrole::text, 'everybody'), ' may ', lower(privilege_type),
    case when is_grantable then ', and may grant it' end), ', ' order by grantee::regrole::text, privilege_type)
  from aclexplode(${list}) where grantee <> ${owner})`

/** Each part as rows of a name and a text. */
const PARTS = [
  `select 'function ' || p.oid::regprocedure as name, pg_get_functiondef(p.oid) as text from ${OWN_FUNCTIONS}`,
  `select 'grants of function ' || p.oid::regprocedure,
     ${readAccess("coalesce(proacl, acldefault('f', proowner))", 'proowner')} from ${OWN_FUNCTIONS}`,
  `select 'grants of table ' || relname, ${readAccess('relacl', 'relowner')} from ${TABLES}`,
  `select 'grants of column ' || relname || '.' || attname, ${readAccess('attacl', 'relowner')}
     from pg_attribute a join ${TABLES.replace('where', 'on c.oid = attrelid where')} and attacl is not null`,
  `select 'grants of schema ' || nspname, ${readAccess('nspacl', 'nspowner')} from pg_namespace where nspname = 'public'`,
  `select 'row-level security of ' || relname, concat_ws(', ', relrowsecurity, relforcerowsecurity) from ${TABLES}`,
  `select 'policy ' || policyname || ' on ' || tablename, concat_ws(' ', permissive, 'for', cmd, 'to', roles::text,
     'using', qual, 'with check', with_check) from pg_policies where schemaname = 'public'`,
  `select 'trigger ' || tgname || ' on ' || tgrelid::regclass, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal`,
]

/** Reads from a database's catalogs what it allows. Comments and line breaks inside a function make no difference. */
export async function readPermissions(database: Pick<pg.Pool, 'query'>): Promise<Permissions> {
  const { rows } = await database.query<{ name: string; text: string | null }>(PARTS.join('\nunion all\n'))
  return new Map(rows.map(({ name, text }) => [name, withoutComments(text ?? 'nothing')]))
}

function withoutComments(text: string): string {
  return text
    .replace(/--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/\$(\w*)\$ /g, '$$$1$$')
    .replace(/ \$(\w*)\$/g, '$$$1$$')
    .trim()
}

/** Takes everything that `readPermissions` reads out of a database, down to the bare tables. */
export async function dropPermissions(database: pg.Pool): Promise<void> {
  const { rows } = await database.query<{ statement: string }>(`
    select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement from pg_trigger where not tgisinternal
    union all
    select format('drop policy %I on %I', policyname, tablename) from pg_policies where schemaname = 'public'
    union all
    select format('alter table %I disable row level security; revoke all on %1$I from public, mb_app, mb_auth', relname)
      from ${TABLES} and relkind <> 'S'
    union all
    select format('revoke all on sequence %I from public, mb_app, mb_auth', relname) from ${TABLES} and relkind = 'S'`)
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
