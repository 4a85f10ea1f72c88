import 'server-only'
import type { Query } from './inspect'

/** What a database allows: the text of each function, trigger, policy and grant by its name. */
export type Permissions = Map<string, string>

/** The app's functions, without those of extensions. */
export const OWN_FUNCTIONS = `pg_proc p where pronamespace = 'public'::regnamespace and prokind = 'f'
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
/** The app's tables, sequences and views. */
export const OWN_TABLES =
  "pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'f')"

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
  `select 'grants of table ' || relname, ${readAccess('relacl', 'relowner')} from ${OWN_TABLES}`,
  `select 'grants of column ' || relname || '.' || attname, ${readAccess('attacl', 'relowner')}
     from pg_attribute a join ${OWN_TABLES.replace('where', 'on c.oid = attrelid where')} and attacl is not null`,
  `select 'grants of schema ' || nspname, ${readAccess('nspacl', 'nspowner')} from pg_namespace where nspname = 'public'`,
  `select 'row-level security of ' || relname, concat_ws(', ', relrowsecurity, relforcerowsecurity) from ${OWN_TABLES}`,
  `select 'policy ' || policyname || ' on ' || tablename, concat_ws(' ', permissive, 'for', cmd, 'to', roles::text,
     'using', qual, 'with check', with_check) from pg_policies where schemaname = 'public'`,
  `select 'trigger ' || tgname || ' on ' || tgrelid::regclass, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal`,
]

/** Reads from a database's catalogs what it allows. Comments and line breaks inside a function make no difference. */
export async function readPermissions(query: Query): Promise<Permissions> {
  const rows = await query<{ name: string; text: string | null }>(PARTS.join('\nunion all\n'))
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
