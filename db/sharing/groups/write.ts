import 'server-only'
import { eq } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { newId } from '@/db/ids'
import { groupMembers, groups } from '@/db/schema/groups'
import { type GroupAccess, groupNotFound } from './access'

/** Makes a group with its maker as owner and only member; the name is 1 to 50 characters. Returns its id. */
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

/**
 * Renames a group; the name is already trimmed and 1 to 50 characters.
 * @throws {AppError} `not_found` if the caller lost it meanwhile
 */
export async function renameGroup({ db, group }: GroupAccess, name: string): Promise<void> {
  const renamed = await db.update(groups).set({ name }).where(eq(groups.id, group.id))
  if (!renamed.rowCount) throw groupNotFound()
}

/**
 * Dissolves a group: it has no members any more and gives access to no bucket. There is no way back.
 * @throws {AppError} `not_found` if the caller lost it meanwhile
 */
export async function deleteGroup({ db, group }: GroupAccess): Promise<void> {
  const dissolved = await db.delete(groups).where(eq(groups.id, group.id))
  if (!dissolved.rowCount) throw groupNotFound()
}
