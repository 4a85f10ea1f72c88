/** A reason why a database that answers, with an up-to-date schema, cannot serve. */
export type Defect = 'read-only' | 'roles' | 'grants' | 'policies'

/** Runs one statement and returns its rows. */
export type Query = <Row extends Record<string, unknown>>(text: string) => Promise<Row[]>

/** A query for whether the roles are there and the login may take both. */
export const HAS_ROLES = `
  select count(*) = 2 from pg_roles where rolname in ('mb_app', 'mb_auth') and pg_has_role(current_user, oid,
    -- From version 16 on, membership and the right to take a role are two things.
    case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)`

const FACTS = `
  select current_setting('transaction_read_only') = 'on' as "readOnly", (${HAS_ROLES}) as roles,
    (select count(*) > 0 from pg_roles where rolname = 'mb_app'
      and has_schema_privilege(oid, 'public', 'usage') and has_table_privilege(oid, 'movies', 'select')) as grants,
    (select count(*) > 0 from pg_policies where schemaname = 'public' and tablename = 'movies') as policies`

/**
 * Finds traces of a restore without its roles, a standby, or another login; null if all is well.
 * @throws the driver's error when the database is away or has no tables
 */
export async function findDefect(query: Query): Promise<Defect | null> {
  const [facts] = await query<{ readOnly: boolean; roles: boolean; grants: boolean; policies: boolean }>(FACTS)
  if (!facts || facts.readOnly) return 'read-only'
  if (!facts.roles) return 'roles'
  if (!facts.grants) return 'grants'
  return facts.policies ? null : 'policies'
}
