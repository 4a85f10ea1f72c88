import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { sha256 } from '@/db/hash'
import { newId } from '@/db/ids'
import { AppError } from '@/domain/result'
import type { Audience } from '@/domain/sharing/audience'
import type { GivenRole, Reached, SharesRevision, Sharing } from '@/domain/sharing/grants'
import { inviteeLabel } from '@/domain/sharing/invitation'
import type { Role } from '@/domain/sharing/roles'
import { invite, listInvitations } from './invitations'

/** Who can see an open bucket, as far as its reader may know, for `describeAudience`. One statement. */
export async function getAudience({ db, bucket }: Access): Promise<Audience> {
  const { role, visibility, searchable } = bucket
  if (role !== 'owner') {
    const { rows } = await db.execute<{ name: string | null }>(sql`select owner_name(${bucket.id}::uuid) as name`)
    const ownerName = rows[0]?.name ?? null
    return { role, visibility, searchable, ownerName, people: [], groups: [], together: role === 'editor' }
  }
  // Most buckets are shared with nobody, and then nobody has to be looked up.
  const { rows } = await db.execute<{ name: string | null; group: boolean; others: number; editors: boolean }>(sql`
    select case when w.group_id is null then coalesce(w.name, g.label) else w.group_name end as name,
      w.group_id is not null as "group", count(*) filter (where w.user_id <> ${bucket.ownerId}::uuid)::int as others,
      bool_or(w.role = 'editor' and w.user_id <> ${bucket.ownerId}::uuid) as editors
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

/** Whom an open bucket is shared with, in full: for its owner. */
export async function getSharing({ db, bucket }: Access): Promise<Sharing> {
  const granted = await db.execute<GrantRow>(sql`
    select g.id, g.group_id as "groupId", g.role, g.label, max(w.name) as name, max(w.group_name) as "groupName",
      count(w.user_id) filter (where w.user_id <> ${bucket.ownerId}::uuid)::int as others
    from grants g left join bucket_people(${bucket.id}::uuid) w on w.grant_id = g.id
    where g.bucket_id = ${bucket.id}::uuid
    group by g.bucket_id, g.id order by g.created_at, g.id`)
  const mine = await db.execute<{ groupId: string; name: string; others: number }>(sql`
    select gr.id as "groupId", gr.name,
      (select count(*) from group_members m where m.group_id = gr.id and m.user_id <> ${bucket.ownerId}::uuid)::int as others
    from groups gr where gr.id in (select my_groups()) order by lower(gr.name), gr.id`)
  const { people: invitations, links } = await listInvitations(db, { bucketId: bucket.id })

  const people = granted.rows.flatMap(({ id, groupId, name, label, role }) =>
    groupId ? [] : [{ id, name, label: label && toLabel(label), role }],
  )
  const roles = new Map(granted.rows.map(({ groupId, role }) => [groupId, role]))
  const known = new Set(mine.rows.map(({ groupId }) => groupId))
  // A group that the owner has left keeps its role until they take it away.
  const left = granted.rows.flatMap(({ groupId, groupName, others }) =>
    groupId && !known.has(groupId) ? [{ groupId, name: groupName ?? 'A group nobody is in', others }] : [],
  )
  const groups = [...mine.rows, ...left].map((group) => ({ ...group, role: roles.get(group.groupId) ?? null }))
  return { revision: revisionOf(people, groups, invitations), people, groups, invitations, links }
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

function revisionOf(...[people, groups, invitations]: [Sharing['people'], Sharing['groups'], Sharing['invitations']]) {
  const granted = groups.flatMap(({ groupId, role }) => (role ? [`${groupId} ${role}`] : []))
  // An offer to hand the bucket over is no part of the set.
  const waiting = invitations.filter(({ role }) => role !== 'owner')
  const lines = [...people, ...waiting].map(({ id, role }) => `${id} ${role}`)
  const text = [...lines, ...granted].sort().join('\n')
  return sha256(text, 'base64url').slice(0, 22)
}

const CHANGED =
  'The sharing of this bucket was changed elsewhere after you opened this page, so nothing was saved. Load the page again to see it, then make your changes.'

/**
 * Makes a set the whole of whom an open bucket is shared with, at once or not at all. Names new people only after
 * `takeInvitations`. An offer to hand the bucket over, and links, stay as they are.
 * @throws {AppError} `conflict` if the set changed after `revision` was read; `invalid` for who cannot be invited, with
 * the field `invite.<index>.to`
 */
export async function reviseShares(access: Access, set: SharesRevision): Promise<void> {
  const { db, bucket } = access
  // Of two at once the second finds what the first made of it.
  await db.execute(sql`select from buckets where id = ${bucket.id}::uuid for update`)
  const now = await getSharing(access)
  if (now.revision !== set.revision) throw new AppError('conflict', CHANGED)

  const grants = planChanges(now.people, set.people)
  const waiting = now.invitations.flatMap(({ id, role }) =>
    role === 'viewer' || role === 'editor' ? [{ id, role }] : [],
  )
  const invitations = planChanges(waiting, set.invitations)
  const groupIds = (entry: { groupId: string; role: GivenRole }) => ({ id: entry.groupId, role: entry.role })
  const granted = now.groups.flatMap(({ groupId, role }) => (role ? [{ id: groupId, role }] : []))
  const groups = planChanges(granted, set.groups.map(groupIds))
  const known = new Set(now.groups.map(({ groupId }) => groupId))
  const added = set.groups.filter(({ groupId }) => !granted.some(({ id }) => id === groupId))
  if (grants.unknown || invitations.unknown || added.some(({ groupId }) => !known.has(groupId)))
    throw new AppError('conflict', CHANGED)

  const here = sql`bucket_id = ${bucket.id}::uuid`
  await exactly(grants.removed, (ids) => sql`delete from grants where ${here} and id = any(${ids}::uuid[])`)
  await exactly(groups.removed, (ids) => sql`delete from grants where ${here} and group_id = any(${ids}::uuid[])`)
  await exactly(invitations.removed, (ids) => sql`delete from invitations where ${here} and id = any(${ids}::uuid[])`)
  for (const role of ['viewer', 'editor'] as const) {
    await exactly(
      grants[role],
      (ids) => sql`update grants set role = ${role} where ${here} and id = any(${ids}::uuid[])`,
    )
    await exactly(
      groups[role],
      (ids) => sql`update grants set role = ${role} where ${here} and group_id = any(${ids}::uuid[])`,
    )
    await exactly(
      invitations[role],
      (ids) => sql`update invitations set role = ${role} where ${here} and id = any(${ids}::uuid[])`,
    )
  }
  for (const { groupId, role } of added)
    await db.execute(sql`
      insert into grants (bucket_id, id, group_id, role) values (${bucket.id}::uuid, ${newId()}::uuid, ${groupId}::uuid, ${role})`)
  for (const [at, { who, role }] of set.invite.entries()) {
    const field = `invite.${at}.to`
    if (now.people.some(({ label }) => label === inviteeLabel(who))) {
      const message = `${inviteeLabel(who)} has access already: change the role above instead.`
      throw new AppError('invalid', message, { [field]: message })
    }
    await invite(db, { bucketId: bucket.id, ...who, role }, bucket.ownerId).catch((error) => {
      throw error instanceof AppError ? new AppError(error.code, error.message, { [field]: error.message }) : error
    })
  }

  // Somebody who accepts or leaves at this moment makes a row go that was there a statement ago.
  async function exactly(ids: string[], statement: (ids: SQL) => SQL): Promise<void> {
    if (ids.length === 0) return
    const { rowCount } = await db.execute(statement(sql`${sql.param(ids)}`))
    if (rowCount !== ids.length) throw new AppError('conflict', CHANGED)
  }
}

type Entry = { id: string; role: GivenRole }

// What has to happen to a list of roles for it to become another one.
function planChanges(now: Entry[], wanted: Entry[]) {
  const roles = new Map(wanted.map(({ id, role }) => [id, role]))
  const becoming = (role: GivenRole) =>
    now.flatMap((entry) => (entry.role !== role && roles.get(entry.id) === role ? [entry.id] : []))
  return {
    removed: now.flatMap(({ id }) => (roles.has(id) ? [] : [id])),
    viewer: becoming('viewer'),
    editor: becoming('editor'),
    unknown: wanted.some(({ id }) => !now.some((entry) => entry.id === id)),
  }
}

// A login is stored as it is compared, and written with a sign before it.
const toLabel = (label: string) => (label.includes('@') ? label : `@${label}`)

/** Everybody an owner's open bucket reaches, themselves first, each with every way that leads there. */
export async function listReached({ db, bucket }: Access): Promise<Reached[]> {
  const { rows } = await db.execute<WayRow>(sql`
    select w.user_id as "userId", w.name, g.label, w.role, w.grant_id is null as "isOwner", w.group_name as "groupName"
    from bucket_people(${bucket.id}::uuid) w
    left join grants g on g.bucket_id = ${bucket.id}::uuid and g.id = w.grant_id
    order by w.role desc, lower(w.name), w.user_id, w.group_id nulls first`)
  const reached = new Map<string, Reached>()
  for (const { userId, name, label, role, isOwner, groupName } of rows) {
    const kind = isOwner ? 'owner' : groupName === null ? 'grant' : 'group'
    // The highest role comes first, and is the one that counts.
    const person = reached.get(userId) ?? { userId, name, label: null, role, ways: [] }
    person.ways.push({ kind, role, groupName })
    person.label ??= label && toLabel(label)
    reached.set(userId, person)
  }
  return [...reached.values()]
}

type WayRow = {
  userId: string
  name: string | null
  label: string | null
  role: Role
  isOwner: boolean
  groupName: string | null
}
