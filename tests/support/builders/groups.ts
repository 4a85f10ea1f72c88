import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { sql } from '@/tests/support/database/sql'

/** Makes a group of these members, the owner among them or not. Returns its id. */
export async function addGroup(owner: Actor, members: readonly Actor[], name = 'Film Club'): Promise<string> {
  const id = newId()
  await sql('insert into groups (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, name])
  for (const member of members) await addMember(id, member, member.userId === owner.userId ? 'admin' : 'member')
  return id
}

/** Puts a person into a group. */
export async function addMember(
  groupId: string,
  { userId }: Actor,
  role: 'member' | 'admin' = 'member',
): Promise<void> {
  await sql('insert into group_members (group_id, user_id, role) values ($1, $2, $3)', [groupId, userId, role])
}
