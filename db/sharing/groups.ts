import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { isId, newId } from '@/db/ids'
import { groupMembers, groups } from '@/db/schema/groups'
import { invitations } from '@/db/schema/sharing'
import { AppError } from '@/domain/result'
import {
  canInGroup,
  GROUP_READS,
  type Group,
  type GroupBucket,
  type GroupOperation,
  type GroupSummary,
  LEAST_GROUP_ROLE,
  type Member,
} from '@/domain/sharing/group'

/** An open group in a transaction, for a member who may do the operation it was opened for. */
export type GroupAccess = { db: Database; group: Group; userId: string }

const NOT_FOUND = 'This group does not exist, or you are not in it.'
const NOT_IN_IT = 'This person is not in the group any more.'

/**
 * Opens a group for one operation and runs `work` in one transaction. For who is not in it the group does not
 * exist; what a member may not do is forbidden. Changes to one group take turns.
 * @throws {AppError} `unauthenticated`, `not_found` or `forbidden`, and what `asActor` throws
 */
export async function inGroup<T>(
  actor: Actor | null,
  groupId: string,
  operation: GroupOperation,
  work: (access: GroupAccess) => Promise<T>,
): Promise<T> {
  if (!actor) throw new AppError('unauthenticated', 'Sign in to do this.')
  if (!isId(groupId)) throw new AppError('not_found', NOT_FOUND)
  const write = !GROUP_READS.has(operation)
  return asActor(actor, { write }, async (db) => {
    // Before its owner and members are read: nobody leaves while the group is handed to them.
    if (write) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${groupId.toLowerCase()}, 0))`)
    const group = await findGroup(db, groupId)
    if (!group) throw new AppError('not_found', NOT_FOUND)
    if (!canInGroup(group.role, operation)) throw new AppError('forbidden', refusal(group, operation))
    return work({ db, group, userId: actor.userId })
  })
}

function refusal({ name }: Group, operation: GroupOperation): string {
  const who = LEAST_GROUP_ROLE[operation] === 'owner' ? 'the owner' : 'an admin'
  return `Only ${who} of “${name}” can do this.`
}

// Its owner is an admin of it whatever their row says.
const myRole = sql.raw(`case when g.owner_id = actor_id() then 'owner' else
  (select m.role from group_members m where m.group_id = g.id and m.user_id = actor_id()) end`)

async function findGroup(db: Database, id: string): Promise<Group | undefined> {
  const { rows } = await db.execute<Group>(
    // By way of one's own: a group one is not in is not looked for, as one that does not exist.
    sql`select g.id, g.name, ${myRole} as role from groups g
      where g.id = (select mine from my_groups() mine where mine = ${id}::uuid)`,
  )
  return rows[0]
}

/** The groups somebody is in, by name. */
export function listGroups(actor: Actor): Promise<GroupSummary[]> {
  return asActor(actor, { write: false }, (db) => summarizeGroups(db, sql`true`))
}

/** An open group as the list of them has it. */
export async function getGroup({ db, group }: GroupAccess): Promise<GroupSummary> {
  const [summary] = await summarizeGroups(db, sql`g.id = ${group.id}::uuid`)
  if (!summary) throw new AppError('not_found', NOT_FOUND)
  return summary
}

async function summarizeGroups(db: Database, which: SQL): Promise<GroupSummary[]> {
  // Deleted buckets are in nobody's reach, so they do not count.
  const { rows } = await db.execute<GroupSummary>(sql`
    select g.id, g.name, ${myRole} as role,
      (select count(*)::int from group_members m where m.group_id = g.id) as members,
      (select count(*)::int from grants t join buckets b on b.id = t.bucket_id and b.deleted_at is null
        where t.group_id = g.id) as buckets
    from groups g where ${which} order by lower(g.name), g.id`)
  return rows
}

/** Makes a group with its maker as owner, first admin and only member; the name is 1 to 50 characters. Returns its id. */
export function makeGroup(actor: Actor, name: string): Promise<string> {
  return asActor(actor, { write: true }, (db) => insertGroup(db, actor, name))
}

/** The same inside a transaction of that person. */
export async function insertGroup(db: Database, actor: Actor, name: string): Promise<string> {
  const id = newId()
  await db.insert(groups).values({ id, ownerId: actor.userId, name })
  await db.insert(groupMembers).values({ groupId: id, userId: actor.userId, role: 'admin' })
  return id
}

/** Who is in an open group: its owner, its admins, then the others, each by name. */
export async function listMembers({ db, group, userId }: GroupAccess): Promise<Member[]> {
  const { rows } = await db.execute<Member>(sql`
    select m.user_id as "userId", p.name, case when g.owner_id = m.user_id then 'owner' else m.role end as role,
      m.user_id = ${userId}::uuid as "isMe"
    from group_members m join groups g on g.id = m.group_id left join people() p on p.id = m.user_id
    where m.group_id = ${group.id}::uuid
    order by g.owner_id = m.user_id desc, m.role, lower(p.name), m.user_id`)
  return rows
}

/** The buckets an open group was given, by name, with the role that the reader has in them. */
export async function listGroupBuckets({ db, group }: GroupAccess): Promise<GroupBucket[]> {
  const { rows } = await db.execute<GroupBucket>(sql`
    select b.id, b.name, p.name as owner,
      (select max(r.role) from bucket_roles() r where r.bucket_id = b.id) as role,
      (select count(*)::int from movies m where m.bucket_id = b.id and m.deleted_at is null) as movies
    from grants g join buckets b on b.id = g.bucket_id and b.deleted_at is null left join people() p on p.id = b.owner_id
    where g.group_id = ${group.id}::uuid
    order by lower(b.name), b.id`)
  return rows
}

/**
 * Renames a group; the name is already trimmed and 1 to 50 characters.
 * @throws {AppError} `not_found` if one lost it meanwhile
 */
export async function renameGroup({ db, group }: GroupAccess, name: string): Promise<void> {
  const renamed = await db.update(groups).set({ name }).where(eq(groups.id, group.id))
  if (!renamed.rowCount) throw new AppError('not_found', NOT_FOUND)
}

/**
 * Makes a member an admin, or an admin a member.
 * @throws {AppError} `not_found` when they are not in the group, `conflict` when they own it
 */
export async function changeMember(access: GroupAccess, userId: string, role: 'member' | 'admin'): Promise<void> {
  await requireOther(access, userId)
  if (role === 'member') await dropInvitationsBy(access, userId)
  const changed = await access.db.update(groupMembers).set({ role }).where(membership(access, userId))
  if (!changed.rowCount) throw new AppError('not_found', NOT_IN_IT)
}

/**
 * Takes somebody out of a group, with the invitations they made to it.
 * @throws {AppError} `not_found` when they are not in it, `conflict` when they own it
 */
export async function removeMember(access: GroupAccess, userId: string): Promise<void> {
  await requireOther(access, userId)
  await dropInvitationsBy(access, userId)
  const removed = await access.db.delete(groupMembers).where(membership(access, userId))
  if (!removed.rowCount) throw new AppError('not_found', NOT_IN_IT)
}

/**
 * Leaves a group.
 * @throws {AppError} `conflict` for its owner, who has to hand it over or dissolve it
 */
export async function leaveGroup(access: GroupAccess): Promise<void> {
  if (access.group.role !== 'owner') {
    await dropInvitationsBy(access, access.userId)
    const left = await access.db.delete(groupMembers).where(membership(access, access.userId))
    if (left.rowCount) return
  }
  throw new AppError('conflict', `“${access.group.name}” is yours: hand it over to somebody in it, or dissolve it.`)
}

/**
 * Gives one's own group to a member, who owns it at once; the former owner stays as an admin.
 * @throws {AppError} `not_found` when they are not in the group
 */
export async function handOverGroup({ db, group, userId }: GroupAccess, memberId: string): Promise<void> {
  if (memberId === userId) throw new AppError('conflict', `“${group.name}” is yours already.`)
  const { rows } = isId(memberId)
    ? await db.execute<{ done: boolean }>(sql`select hand_over_group(${group.id}::uuid, ${memberId}::uuid) as done`)
    : { rows: [] }
  if (!rows[0]?.done) throw new AppError('not_found', NOT_IN_IT)
}

/**
 * Dissolves a group: nobody is in it any more, and what was shared with it is not. There is no way back.
 * @throws {AppError} `not_found` if one lost it meanwhile
 */
export async function deleteGroup({ db, group }: GroupAccess): Promise<void> {
  const dissolved = await db.delete(groups).where(eq(groups.id, group.id))
  if (!dissolved.rowCount) throw new AppError('not_found', NOT_FOUND)
}

async function requireOther({ db, group }: GroupAccess, userId: string): Promise<void> {
  if (!isId(userId)) throw new AppError('not_found', NOT_IN_IT)
  const [owned] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, group.id), eq(groups.ownerId, userId)))
  if (owned) throw new AppError('conflict', `The owner of “${group.name}” stays in it until they hand it over.`)
}

// What somebody offered while they were an admin must not be their way back, nor stand in the list without working.
async function dropInvitationsBy({ db, group }: GroupAccess, userId: string): Promise<void> {
  await db.delete(invitations).where(and(eq(invitations.groupId, group.id), eq(invitations.invitedBy, userId)))
}

const membership = ({ group }: GroupAccess, userId: string) =>
  and(eq(groupMembers.groupId, group.id), eq(groupMembers.userId, userId))
