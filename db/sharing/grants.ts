import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { sha256 } from '@/db/hash'
import type { GrantSet } from '@/domain/sharing/grants'
import { writtenLabel } from '@/domain/sharing/invitee'
import { type GivenRole, isGiven } from '@/domain/sharing/roles'
import { listInvitations } from './invitations/pending'

/** All grants of an open bucket and the invitations to it: for its owner. */
export async function getGrants({ db, bucket }: Access): Promise<GrantSet> {
  const granted = await db.execute<GrantRow>(sql`
    select g.id, g.group_id as "groupId", g.role, g.label, max(w.name) as name, max(w.group_name) as "groupName",
      count(w.user_id) filter (where w.user_id <> actor_id())::int as others
    from grants g left join bucket_people(${bucket.id}::uuid) w on w.grant_id = g.id
    where g.bucket_id = ${bucket.id}::uuid
    group by g.bucket_id, g.id order by g.created_at, g.id`)
  const mine = await db.execute<{ groupId: string; name: string; others: number }>(sql`
    select gr.id as "groupId", gr.name,
      (select count(*) from group_members m where m.group_id = gr.id and m.user_id <> actor_id())::int as others
    from groups gr where gr.id in (select my_groups()) order by lower(gr.name), gr.id`)
  const { people: invitations, links } = await listInvitations(db, { bucketId: bucket.id })

  const people = granted.rows.flatMap(({ id, groupId, name, label, role }) =>
    groupId ? [] : [{ id, name, label: label && writtenLabel(label), role }],
  )
  const roles = new Map(granted.rows.map(({ groupId, role }) => [groupId, role]))
  const known = new Set(mine.rows.map(({ groupId }) => groupId))
  // A group that the owner has left keeps its role until they take it away.
  const left = granted.rows.flatMap(({ groupId, groupName, others }) =>
    groupId && !known.has(groupId) ? [{ groupId, name: groupName ?? 'A group nobody is in', others }] : [],
  )
  const groups = [...mine.rows, ...left].map((group) => ({ ...group, role: roles.get(group.groupId) ?? null }))
  return { revision: revisionOf({ people, groups, invitations }), people, groups, invitations, links }
}

type GrantRow = {
  id: string
  groupId: string | null
  role: GivenRole
  label: string | null
  name: string | null
  groupName: string | null
  others: number
}

function revisionOf({ people, groups, invitations }: Pick<GrantSet, 'people' | 'groups' | 'invitations'>): string {
  const granted = groups.flatMap(({ groupId, role }) => (role ? [`${groupId} ${role}`] : []))
  // A transfer is no part of the set.
  const waiting = invitations.filter(({ role }) => isGiven(role))
  const lines = [...people, ...waiting].map(({ id, role }) => `${id} ${role}`)
  const text = [...lines, ...granted].sort().join('\n')
  return sha256(text, 'base64url').slice(0, 22)
}
