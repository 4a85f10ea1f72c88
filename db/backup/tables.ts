import 'server-only'
import type { Query } from '@/db/inspect'

/** A table of the app: how to read its rows, in the order of its primary key, and how to write them. */
export type Table = {
  name: string
  /** The COPY statement that reads. */
  read: string
  /** The COPY statement that writes, as a backup has it. */
  write: string
}

/**
 * The settings under which COPY's text of the same rows is the same on every server; for one transaction. Row-level
 * security fails instead of leaving rows out, and nothing ends a long one.
 */
export const SAME_TEXT = `
  set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD'; set local timezone = 'UTC';
  set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1; set local bytea_output = 'hex';
  set local row_security = off; set local search_path = public;
  select set_config(name, '0', true) from pg_settings
    where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`

// A text's order depends on the server's locale; one of bytes does not.
const COLUMNS = `
  select quote_ident(c.relname) as name,
    string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
    (select string_agg(quote_ident(k.attname) || case when k.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by o.at)
       from pg_index i cross join unnest(i.indkey) with ordinality as o (attnum, at)
       join pg_attribute k on k.attrelid = c.oid and k.attnum = o.attnum
      where i.indrelid = c.oid and i.indisprimary) as key,
    array(select f.confrelid::regclass::text from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  group by c.oid, c.relname order by c.relname`

type Row = { name: string; columns: string; key: string | null; needs: string[] }

/**
 * Lists the tables of a database, each after those that it references.
 * @throws {Error} when a table has no primary key, or tables reference each other in a circle: no order would fit
 */
export async function listTables(query: Query): Promise<Table[]> {
  let left = await query<Row>(COLUMNS)
  const ordered: Row[] = []
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((need) => ordered.some(({ name }) => name === need)))
    if (ready.length === 0) throw new Error(`Tables reference each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...ready)
    left = left.filter((row) => !ready.includes(row))
  }
  return ordered.map(({ name, columns, key }) => {
    if (!key) throw new Error(`The table ${name} has no primary key`)
    return {
      name,
      read: `COPY (SELECT ${columns} FROM public.${name} ORDER BY ${key}) TO STDOUT`,
      write: `COPY public.${name} (${columns}) FROM stdin;`,
    }
  })
}
