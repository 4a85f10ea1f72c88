import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import type { Audience } from '@/domain/sharing/audience'
import { can, LEAST_ROLE } from '@/domain/sharing/roles'

/** Who can see an open bucket, as far as the reader may know, for `describeAudience`. One statement. */
export async function getAudience({ db, bucket }: Access): Promise<Audience> {
  const { role, visibility, searchable } = bucket
  if (role !== 'owner') {
    const { rows } = await db.execute<{ name: string | null }>(sql`select owner_name(${bucket.id}::uuid) as name`)
    const ownerName = rows[0]?.name ?? null
    return { role, visibility, searchable, ownerName, people: [], groups: [], together: can(role, 'editMovies') }
  }
  // Most buckets have no grant, and then no person has to be looked up.
  const { rows } = await db.execute<{ name: string | null; group: boolean; others: number; editors: boolean }>(sql`
    select case when w.group_id is null then coalesce(w.name, g.label) else w.group_name end as name,
      w.group_id is not null as "group", count(*) filter (where w.user_id <> actor_id())::int as others,
      bool_or(w.role >= ${LEAST_ROLE.editMovies} and w.user_id <> actor_id()) as editors
    from (select from grants where bucket_id = ${bucket.id}::uuid limit 1) shared
    cross join lateral bucket_people(${bucket.id}::uuid) w
    join grants g on g.bucket_id = ${bucket.id}::uuid and g.id = w.grant_id
    group by w.grant_id, 1, 2 order by lower(1::text)`)
  return {
    role,
    visibility,
    searchable,
    ownerName: null,
    people: rows.filter(({ group }) => !group).map(({ name }) => name),
    groups: rows.flatMap(({ group, name, others }) => (group ? [{ name: name ?? '', others }] : [])),
    together: rows.some(({ editors }) => editors),
  }
}
