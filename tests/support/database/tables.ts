import { sql } from '@/tests/support/database/sql'

type Table = { name: string; bucketColumn: string | null }

let found: Promise<Table[]> | undefined

// The schema does not change while tests run.
function tables(): Promise<Table[]> {
  found ??= sql<Table>(
    `select t.table_name as name, c.column_name as "bucketColumn"
     from information_schema.tables t
     left join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
       and c.column_name = case t.table_name when 'buckets' then 'id' else 'bucket_id' end
     where t.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`,
  )
  return found
}

/** Every table of the schema, future ones too: a table that a test does not know makes it fail. */
export async function tableNames(): Promise<string[]> {
  return (await tables()).map(({ name }) => name)
}

/** One hash of all rows of all tables; leaves out those of a bucket or of some tables, if given. */
export async function checksum(except: { bucketId?: string; tables?: string[] } = {}): Promise<string> {
  const counted = (await tables()).filter(({ name }) => !except.tables?.includes(name))
  const parts = counted.map(({ name, bucketColumn }) => {
    const rest = except.bucketId && bucketColumn ? `where t.${bucketColumn} <> '${except.bucketId}'` : ''
    return `select md5(string_agg(t::text, '\n' order by t::text)) as sum, '${name}' as name from ${name} t ${rest}`
  })
  const [row] = await sql<{ sum: string }>(
    `select md5(string_agg(sum, ',' order by name)) as sum from (${parts.join(' union all ')}) s`,
  )
  return row?.sum ?? ''
}

/** Remembers all tables as they are, for `restoreTables`. */
export async function keepTables(): Promise<void> {
  const copies = (await tableNames()).map((name) => `create table kept.${name} as table public.${name}`)
  await sql(`drop schema if exists kept cascade; create schema kept; ${copies.join('; ')}`)
}

/** Makes all tables as `keepTables` found them. */
export async function restoreTables(): Promise<void> {
  const restores = (await tableNames()).map(
    (name) => `delete from public.${name}; insert into public.${name} table kept.${name}`,
  )
  // As a replica, which takes rows in any order: the references were right when the rows were kept.
  await sql(`begin; set local session_replication_role = replica; ${restores.join('; ')}; commit`)
}
