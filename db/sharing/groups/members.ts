import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { isId } from '@/db/ids'
import { groupMembers, groups } from '@/db/schema/groups'
import { invitations } from '@/db/schema/sharing'
import { AppError } from '@/domain/result'
import type { Member } from '@/domain/sharing/group'
import type { GivenGroupRole } from '@/domain/sharing/roles'
import type { GroupAccess } from './access'

const notAMember = () => new AppError('not_found', 'This person is not in the group any more.')

/** The members of an open group: its owner, its admins, then the others, each by name. */
export async function listMembers({ db, group, userId }: GroupAccess): Promise<Member[]> {
  const { rows } = await db.execute<Member>(sql`
    select m.user_id as "userId", p.name, case when g.owner_id = m.user_id then 'owner' else m.role end as role,
      m.user_id = ${userId}::uuid as "isMe"
    from group_members m join groups g on g.id = m.group_id left join people() p on p.id = m.user_id
    where m.group_id = ${group.id}::uuid
    order by g.owner_id = m.user_id desc, m.role, lower(p.name), m.user_id`)
  return rows
}

/**
 * Makes a member an admin, or an admin a member.
 * @throws {AppError} `not_found` when they are not in the group, `conflict` when they own it
 */
export async function changeMember(access: GroupAccess, userId: string, role: GivenGroupRole): Promise<void> {
  await requireNotOwner(access, userId)
  if (role === 'member') await dropInvitationsBy(access, userId)
  const changed = await access.db.update(groupMembers).set({ role }).where(membership(access, userId))
  if (!changed.rowCount) throw notAMember()
}

/**
 * Removes a person from a group, with the invitations they made to it.
 * @throws {AppError} `not_found` when they are not in it, `conflict` when they own it
 */
export async function removeMember(access: GroupAccess, userId: string): Promise<void> {
  await requireNotOwner(access, userId)
  await dropInvitationsBy(access, userId)
  const removed = await access.db.delete(groupMembers).where(membership(access, userId))
  if (!removed.rowCount) throw notAMember()
}

/**
 * Leaves a group.
 * @throws {AppError} `conflict` for its owner, who has to transfer or dissolve it
 */
export async function leaveGroup(access: GroupAccess): Promise<void> {
  if (access.group.role !== 'owner') {
    await dropInvitationsBy(access, access.userId)
    const left = await access.db.delete(groupMembers).where(membership(access, access.userId))
    if (left.rowCount) return
  }
  throw new AppError('conflict', `“${access.group.name}” is yours: transfer it to a member, or dissolve it.`)
}

/**
 * Transfers the caller's group to a member, who owns it at once; the former owner stays as an admin.
 * @throws {AppError} `not_found` when they are not in the group
 */
export async function transferGroup({ db, group, userId }: GroupAccess, memberId: string): Promise<void> {
  if (memberId === userId) throw new AppError('conflict', `“${group.name}” is yours already.`)
  const { rows } = isId(memberId)
    ? await db.execute<{ done: boolean }>(sql`select hand_over_group(${group.id}::uuid, ${memberId}::uuid) as done`)
    : { rows: [] }
  if (!rows[0]?.done) throw notAMember()
}

async function requireNotOwner({ db, group }: GroupAccess, userId: string): Promise<void> {
  if (!isId(userId)) throw notAMember()
  const [owned] = await db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.id, group.id), eq(groups.ownerId, userId)))
  if (owned) throw new AppError('conflict', `The owner of “${group.name}” stays in it until they transfer it.`)
}

// An invitation that an admin sent must not bring them back later, nor stay in the list without working.
async function dropInvitationsBy({ db, group }: GroupAccess, userId: string): Promise<void> {
  await db.delete(invitations).where(and(eq(invitations.groupId, group.id), eq(invitations.invitedBy, userId)))
}

const membership = ({ group }: GroupAccess, userId: string) =>
  and(eq(groupMembers.groupId, group.id), eq(groupMembers.userId, userId))
