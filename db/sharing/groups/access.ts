import 'server-only'
import { sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { isId } from '@/db/ids'
import { AppError } from '@/domain/result'
import { canInGroup, GROUP_READS, type Group, type GroupOperation, LEAST_GROUP_ROLE } from '@/domain/sharing/group'

/** An open group in a transaction, for a member who may do the operation it was opened for. */
export type GroupAccess = { db: Database; group: Group; userId: string }

/** The refusal of a group that does not exist or that the person is not in. */
export const groupNotFound = () => new AppError('not_found', 'This group does not exist, or you are not in it.')

/**
 * Opens a group for one operation and runs `work` in one transaction. For a person who is not in it the group does not
 * exist; an operation above a member's role is forbidden. Changes to one group take turns.
 * @throws {AppError} `unauthenticated`, `not_found` or `forbidden`, and what `asActor` throws
 */
export async function inGroup<T>(
  actor: Actor | null,
  groupId: string,
  operation: GroupOperation,
  work: (access: GroupAccess) => Promise<T>,
): Promise<T> {
  if (!actor) throw new AppError('unauthenticated', 'Sign in to do this.')
  if (!isId(groupId)) throw groupNotFound()
  const write = !GROUP_READS.has(operation)
  return asActor(actor, { write }, async (db) => {
    // Before owner and members are read: no member leaves while the group is transferred to them.
    if (write) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${groupId.toLowerCase()}, 0))`)
    const group = await findGroup(db, groupId)
    if (!group) throw groupNotFound()
    if (!canInGroup(group.role, operation)) throw new AppError('forbidden', refusal(group, operation))
    return work({ db, group, userId: actor.userId })
  })
}

function refusal({ name }: Group, operation: GroupOperation): string {
  const who = LEAST_GROUP_ROLE[operation] === 'owner' ? 'the owner' : 'an admin'
  return `Only ${who} of “${name}” can do this.`
}

/** The reader's role in a group `g`: an owner is an admin whatever their row says. */
export const myRole = sql.raw(`case when g.owner_id = actor_id() then 'owner' else
  (select m.role from group_members m where m.group_id = g.id and m.user_id = actor_id()) end`)

async function findGroup(db: Database, id: string): Promise<Group | undefined> {
  const { rows } = await db.execute<Group>(
    // By way of the reader's groups: no other group is looked for, like one that does not exist.
    sql`select g.id, g.name, ${myRole} as role from groups g
      where g.id = (select mine from my_groups() mine where mine = ${id}::uuid)`,
  )
  return rows[0]
}
