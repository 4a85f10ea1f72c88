import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import type { GroupBucket, GroupSummary } from '@/domain/sharing/group'
import { type GroupAccess, groupNotFound, myRole } from './access'

/** The groups that a person is in, by name. */
export function listGroups(actor: Actor): Promise<GroupSummary[]> {
  return asActor(actor, { write: false }, (db) => summarizeGroups(db, sql`true`))
}

/** An open group as `listGroups` shows it. */
export async function getGroup({ db, group }: GroupAccess): Promise<GroupSummary> {
  const [summary] = await summarizeGroups(db, sql`g.id = ${group.id}::uuid`)
  if (!summary) throw groupNotFound()
  return summary
}

async function summarizeGroups(db: Database, which: SQL): Promise<GroupSummary[]> {
  // Deleted buckets reach nobody, so they do not count.
  const { rows } = await db.execute<GroupSummary>(sql`
    select g.id, g.name, ${myRole} as role,
      (select count(*)::int from group_members m where m.group_id = g.id) as members,
      (select count(*)::int from grants t join buckets b on b.id = t.bucket_id and b.deleted_at is null
        where t.group_id = g.id) as buckets
    from groups g where ${which} order by lower(g.name), g.id`)
  return rows
}

/** The buckets that are shared with an open group, by name, with the reader's role in them. */
export async function listGroupBuckets({ db, group }: GroupAccess): Promise<GroupBucket[]> {
  const { rows } = await db.execute<GroupBucket>(sql`
    select b.id, b.name, p.name as owner,
      (select max(r.role) from bucket_roles() r where r.bucket_id = b.id) as role,
      (select count(*)::int from movies m where m.bucket_id = b.id and m.deleted_at is null) as movies
    from grants g join buckets b on b.id = g.bucket_id and b.deleted_at is null left join bucket_owners() p on p.bucket_id = b.id
    where g.group_id = ${group.id}::uuid
    order by lower(b.name), b.id`)
  return rows
}
