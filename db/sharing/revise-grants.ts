import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { lockBucket } from '@/db/buckets/details'
import { newId } from '@/db/ids'
import { AppError } from '@/domain/result'
import type { GrantSet, GrantsRevision } from '@/domain/sharing/grants'
import { inviteeLabel } from '@/domain/sharing/invitee'
import { GIVEN_ROLES, type GivenRole, isGiven } from '@/domain/sharing/roles'
import { getGrants } from './grants'
import { invite } from './invitations/invite'

const CHANGED =
  'The sharing of this bucket was changed elsewhere after you opened this page, so nothing was saved. Load the page again to see it, then make your changes.'

/**
 * Replaces all grants of an open bucket and the invitations to it, at once or not at all. New people may be in the
 * revision only after `takeInvitations`. Transfers and links stay as they are.
 * @throws {AppError} `conflict` if the set changed after `revision` was read; `invalid` for a person who cannot be
 * invited, with the field `invite.<index>.to`
 */
export async function reviseGrants(access: Access, revision: GrantsRevision): Promise<void> {
  // Of two revisions at once the second finds what the first one made.
  await lockBucket(access)
  const present = await getGrants(access)
  if (present.revision !== revision.revision) throw new AppError('conflict', CHANGED)
  await writeRoles(access, present, revision)
  await invitePeople(access, present, revision)
}

type Entry = { id: string; role: GivenRole }

async function writeRoles({ db, bucket }: Access, present: GrantSet, revision: GrantsRevision): Promise<void> {
  const waiting = present.invitations.flatMap(({ id, role }) => (isGiven(role) ? [{ id, role }] : []))
  const granted = present.groups.flatMap(({ groupId, role }) => (role ? [{ id: groupId, role }] : []))
  const wanted = revision.groups.map(({ groupId, role }) => ({ id: groupId, role }))
  const people = planRoles(present.people, revision.people)
  const invitations = planRoles(waiting, revision.invitations)
  const groups = planRoles(granted, wanted)
  const known = new Set(present.groups.map(({ groupId }) => groupId))
  if (people.added.length + invitations.added.length > 0 || groups.added.some(({ id }) => !known.has(id)))
    throw new AppError('conflict', CHANGED)

  const here = sql`bucket_id = ${bucket.id}::uuid`
  await exactly(people.removed, (ids) => sql`delete from grants where ${here} and id = any(${ids}::uuid[])`)
  await exactly(groups.removed, (ids) => sql`delete from grants where ${here} and group_id = any(${ids}::uuid[])`)
  await exactly(invitations.removed, (ids) => sql`delete from invitations where ${here} and id = any(${ids}::uuid[])`)
  for (const role of GIVEN_ROLES) {
    await exactly(
      people.becoming[role],
      (ids) => sql`update grants set role = ${role} where ${here} and id = any(${ids}::uuid[])`,
    )
    await exactly(
      groups.becoming[role],
      (ids) => sql`update grants set role = ${role} where ${here} and group_id = any(${ids}::uuid[])`,
    )
    await exactly(
      invitations.becoming[role],
      (ids) => sql`update invitations set role = ${role} where ${here} and id = any(${ids}::uuid[])`,
    )
  }
  for (const { id, role } of groups.added)
    await db.execute(sql`
      insert into grants (bucket_id, id, group_id, role) values (${bucket.id}::uuid, ${newId()}::uuid, ${id}::uuid, ${role})`)

  // A person who accepts or leaves at this moment takes away a row that was there a statement ago.
  async function exactly(ids: string[], statement: (ids: SQL) => SQL): Promise<void> {
    if (ids.length === 0) return
    const { rowCount } = await db.execute(statement(sql`${sql.param(ids)}`))
    if (rowCount !== ids.length) throw new AppError('conflict', CHANGED)
  }
}

// What turns a list of roles into another one.
function planRoles(present: Entry[], wanted: Entry[]) {
  const roles = new Map(wanted.map(({ id, role }) => [id, role]))
  const becoming = Object.fromEntries(GIVEN_ROLES.map((role): [GivenRole, string[]] => [role, []])) as Record<
    GivenRole,
    string[]
  >
  for (const { id, role } of present) {
    const next = roles.get(id)
    if (next && next !== role) becoming[next].push(id)
  }
  return {
    removed: present.flatMap(({ id }) => (roles.has(id) ? [] : [id])),
    becoming,
    added: wanted.filter(({ id }) => !present.some((entry) => entry.id === id)),
  }
}

async function invitePeople({ db, bucket, userId }: Access, present: GrantSet, { invite: people }: GrantsRevision) {
  for (const [at, { to, role }] of people.entries()) {
    const field = `invite.${at}.to`
    if (present.people.some(({ label }) => label === inviteeLabel(to))) {
      const message = `${inviteeLabel(to)} has access already: change the role above instead.`
      throw new AppError('invalid', message, { [field]: message })
    }
    await invite(db, { bucketId: bucket.id, ...to, role }, userId ?? '').catch((error) => {
      throw error instanceof AppError ? new AppError(error.code, error.message, { [field]: error.message }) : error
    })
  }
}
