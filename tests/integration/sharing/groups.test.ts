import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { newId } from '@/db/ids'
import { type GroupAccess, inGroup } from '@/db/sharing/groups/access'
import { listGroupBuckets, listGroups } from '@/db/sharing/groups/list'
import * as members from '@/db/sharing/groups/members'
import { deleteGroup, makeGroup, renameGroup } from '@/db/sharing/groups/write'
import { invite } from '@/db/sharing/invitations/invite'
import { AppError } from '@/domain/result'
import { canInGroup, GROUP_READS, type GroupOperation, LEAST_GROUP_ROLE } from '@/domain/sharing/group'
import { GROUP_ROLES, type GroupRole } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
import {
  GROUP_OPERATIONS,
  GROUP_VIEWERS,
  type GroupRow,
  type GroupTarget,
  type GroupViewer,
} from '@/tests/support/models/group-operations'

const matrix = (Object.entries(GROUP_OPERATIONS) as [GroupOperation, GroupRow][]).flatMap(
  ([operation, { outcomes, functions }]) =>
    Object.entries(functions).flatMap(([name, run]) =>
      GROUP_VIEWERS.map((viewer) => ({ operation, name, run, viewer, outcome: outcomes[viewer] })),
    ),
)

let actor: Record<GroupViewer, Actor | null>
let owner: Actor
let target: GroupTarget
let before: string
let touched = false

beforeAll(async () => {
  owner = await addPerson('Owner')
  const [admin, member, former, stranger, bystander] = [
    await addPerson('Admin'),
    await addPerson('Member'),
    await addPerson('Former'),
    await addPerson('Stranger'),
    await addPerson('Bystander'),
  ]
  actor = { owner, admin, member, 'former member': former, stranger, 'signed out': null }
  const groupId = await makeGroup(owner, 'Film Club')
  for (const { userId } of [admin, member, former, bystander])
    await sql('insert into group_members (group_id, user_id) values ($1, $2)', [groupId, userId])
  await inside(owner, 'changeMembers', (access) => members.changeMember(access, admin.userId, 'admin'), groupId)
  await inside(former, 'leaveGroup', members.leaveGroup, groupId)
  const bucketId = await addBucket(owner)
  await putMovies(owner, bucketId, [{ title: 'Alien' }])
  await grant(bucketId, { groupId }, 'editor')
  const pendingId = await inside(
    owner,
    'inviteToGroup',
    ({ db }) => invite(db, { groupId, login: 'waiting', role: 'member' }, owner.userId),
    groupId,
  )
  target = { groupId, bucketId, pendingId, member, bystander, admin }
  await keepTables()
  before = await checksum()
})

beforeEach(async () => {
  if (touched) await restoreTables()
  touched = false
})

function inside<T>(
  who: Actor | null,
  operation: GroupOperation,
  work: (access: GroupAccess) => Promise<T>,
  groupId = target.groupId,
): Promise<T> {
  touched = true
  return inGroup(who, groupId, operation, work)
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error)
const roles = async () => {
  const rows = await sql<{ name: string; role: string }>(
    `select u.name, case when g.owner_id = u.id then 'owner' else m.role end as role
     from group_members m join users u on u.id = m.user_id join groups g on g.id = m.group_id where g.id = $1`,
    [target.groupId],
  )
  return Object.fromEntries(rows.map(({ name, role }) => [name, role]))
}
const ALL = { Owner: 'owner', Admin: 'admin', Member: 'member', Bystander: 'member' }

describe('with both walls', () => {
  it.each(matrix)('$operation, $name by $viewer is $outcome', async ({ operation, run, viewer, outcome }) => {
    const got = await inside(actor[viewer], operation, (access) => run(access, target)).then(() => 'ok', codeOf)
    expect(got).toBe(outcome)
    expect((await checksum()) === before).toBe(outcome !== 'ok' || GROUP_READS.has(operation))
  })
})

describe('with the first wall off', () => {
  it.each(matrix)(
    '$name by $viewer changes and shows nothing it must not',
    async ({ run, viewer, operation, outcome }) => {
      touched = true
      const group = { id: target.groupId, name: 'Any', role: 'owner' as const }
      const who = actor[viewer]
      const got = await asActor(who, { write: true }, (db) =>
        run({ db, group: { ...group, role: 'admin' }, userId: who?.userId ?? owner.userId }, target),
      ).then(
        (result) => JSON.stringify(result) ?? '',
        (error) => String(codeOf(error)),
      )
      if (outcome !== 'ok') {
        expect(await checksum()).toBe(before)
        for (const secret of ['Bystander', 'waiting', 'Private bucket']) expect(got).not.toContain(secret)
      } else expect((await checksum()) === before).toBe(GROUP_READS.has(operation))
    },
  )
})

describe('a group that the reader may not see', () => {
  it('is refused in the same words as one that does not exist', async () => {
    const messages = new Set<string>()
    for (const id of [target.groupId, newId(), 'x', '', "' or true --"])
      for (const viewer of ['stranger', 'former member'] as const) {
        const error = await inside(actor[viewer], 'readGroup', async () => 'seen', id).catch((error: Error) => error)
        expect(error).toMatchObject({ code: 'not_found' })
        messages.add((error as Error).message)
      }
    expect([...messages]).toEqual(['This group does not exist, or you are not in it.'])
  })
})

describe('a group', () => {
  it('has its maker as owner, first admin and member', async () => {
    touched = true
    const maker = await addPerson('Maker')
    const groupId = await makeGroup(maker, 'Mine')
    expect(await sql('select role, user_id from group_members where group_id = $1', [groupId])).toEqual([
      { role: 'admin', user_id: maker.userId },
    ])
    expect(await listGroups(maker)).toEqual([{ id: groupId, name: 'Mine', role: 'owner', members: 1, buckets: 0 }])
  })

  it('lists its members by rank and name, and marks the reader', async () => {
    const list = await inside(target.member, 'readGroup', members.listMembers)
    expect(list.map(({ name, role, isMe }) => [name, role, isMe])).toEqual([
      ['Owner', 'owner', false],
      ['Admin', 'admin', false],
      ['Bystander', 'member', false],
      ['Member', 'member', true],
    ])
    expect(JSON.stringify(list)).not.toContain('@')
  })

  it('lists the buckets it was given, as long as they are not in the trash', async () => {
    const expected = { id: target.bucketId, name: 'Private bucket', owner: 'Owner', movies: 1 }
    expect(await inside(target.member, 'readGroup', listGroupBuckets)).toEqual([{ ...expected, role: 'editor' }])
    expect(await inside(owner, 'readGroup', listGroupBuckets)).toEqual([{ ...expected, role: 'owner' }])
    expect(await listGroups(target.member)).toMatchObject([{ role: 'member', members: 4, buckets: 1 }])
    await sql('update buckets set deleted_at = now() where id = $1', [target.bucketId])
    expect(await inside(target.member, 'readGroup', listGroupBuckets)).toEqual([])
    expect(await listGroups(target.member)).toMatchObject([{ buckets: 0 }])
  })

  it('is in the list of its members alone', async () => {
    expect(await listGroups(actor['former member'] as Actor)).toEqual([])
    expect(await listGroups(actor.stranger as Actor)).toEqual([])
  })
})

describe('leaving', () => {
  const reads = (who: Actor) => inBucket(who, target.bucketId, 'readMovies', async () => 'ok').catch(codeOf)

  it.each([
    ['by their own choice', () => inside(target.member, 'leaveGroup', members.leaveGroup)],
    [
      'by being removed',
      () => inside(target.admin, 'changeMembers', (a) => members.removeMember(a, target.member.userId)),
    ],
    ['with the whole group', () => inside(owner, 'deleteGroup', deleteGroup)],
  ])('%s ends what the group could see, on the next request', async (_, leave) => {
    expect(await reads(target.member)).toBe('ok')
    await leave()
    expect(await reads(target.member)).toBe('not_found')
    expect(await inside(target.member, 'readGroup', async () => 'ok').catch(codeOf)).toBe('not_found')
  })

  it('is not for the owner, who is told the two ways out', async () => {
    const error = await inside(owner, 'leaveGroup', members.leaveGroup).catch((error: Error) => error)
    expect((error as Error).message).toBe('“Film Club” is yours: transfer it to a member, or dissolve it.')
    expect(await roles()).toEqual(ALL)
  })

  it('takes along the invitations the person made as an admin, and nobody else’s', async () => {
    const add = (who: Actor, email: string) =>
      inside(who, 'inviteToGroup', ({ db, group }) =>
        invite(db, { groupId: group.id, email, role: 'member' }, who.userId),
      )
    await add(target.admin, 'a@example.org')
    await add(owner, 'b@example.org')
    await inside(target.admin, 'leaveGroup', members.leaveGroup)
    const rows = await sql('select coalesce(email, login) as to from invitations where group_id = $1 order by 1', [
      target.groupId,
    ])
    expect(rows).toEqual([{ to: 'b@example.org' }, { to: 'waiting' }])
  })
})

describe('the owner', () => {
  it.each([
    ['changed', (access: GroupAccess) => members.changeMember(access, owner.userId, 'member')],
    ['removed', (access: GroupAccess) => members.removeMember(access, owner.userId)],
  ])('cannot be %s by an admin', async (_, work) => {
    expect(await inside(target.admin, 'changeMembers', work).catch(codeOf)).toBe('conflict')
    expect(await roles()).toEqual(ALL)
  })

  it.each([
    ['renames', 'renameGroup', (access: GroupAccess) => renameGroup(access, 'Other')],
    ['dissolves', 'deleteGroup', deleteGroup],
  ] as const)('%s it, and is told if it was lost at that moment', async (_, operation, work) => {
    const attempt = inside(owner, operation, async (access) => {
      await sql('update groups set owner_id = $2 where id = $1', [target.groupId, target.member.userId])
      await sql('delete from group_members where group_id = $1 and user_id = $2', [target.groupId, owner.userId])
      return work(access)
    })
    expect(await attempt.catch(codeOf)).toBe('not_found')
    expect(await sql('select name from groups where id = $1', [target.groupId])).toEqual([{ name: 'Film Club' }])
  })

  it('transfers it, and stays as an admin', async () => {
    await inside(owner, 'transferGroup', (access) => members.transferGroup(access, target.member.userId))
    expect(await roles()).toEqual({ ...ALL, Owner: 'admin', Member: 'owner' })
    expect(await inside(owner, 'deleteGroup', deleteGroup).catch(codeOf)).toBe('forbidden')
    await inside(owner, 'leaveGroup', members.leaveGroup)
    expect(await roles()).toEqual({ Admin: 'admin', Bystander: 'member', Member: 'owner' })
  })

  it.each([
    ['a former member', () => (actor['former member'] as Actor).userId],
    ['a stranger', () => (actor.stranger as Actor).userId],
    ['nobody', () => newId()],
    ['no id', () => 'x'],
  ])('cannot transfer it to %s', async (_, who) => {
    const attempt = inside(owner, 'transferGroup', (access) => members.transferGroup(access, who()))
    expect(await attempt.catch(codeOf)).toBe('not_found')
    expect(await roles()).toEqual(ALL)
  })

  it('is always in the group, however leaving and transferring cross', async () => {
    for (let round = 0; round < 10; round++) {
      await restoreTables()
      await Promise.allSettled([
        inside(owner, 'transferGroup', (access) => members.transferGroup(access, target.member.userId)),
        inside(target.member, 'leaveGroup', members.leaveGroup),
        inside(target.admin, 'changeMembers', (access) => members.removeMember(access, target.member.userId)),
      ])
      expect(Object.values(await roles()).filter((role) => role === 'owner')).toHaveLength(1)
    }
  })
})

describe('a person who is not in the group', () => {
  it.each(['changeMember', 'removeMember'] as const)('is nobody to %s', async (name) => {
    const { userId } = actor.stranger as Actor
    const attempt = inside(owner, 'changeMembers', (access) =>
      name === 'changeMember' ? members.changeMember(access, userId, 'admin') : members.removeMember(access, userId),
    )
    expect(await attempt.catch(codeOf)).toBe('not_found')
    expect(await checksum()).toBe(before)
  })

  it('is put into one by nobody, in plain SQL either', async () => {
    const { userId } = actor.stranger as Actor
    const attempt = asActor(owner, { write: true }, (db) =>
      db.execute(`insert into group_members (group_id, user_id) values ('${target.groupId}', '${userId}')`),
    )
    expect(await attempt.catch(codeOf)).toBe('not_found')
  })
})

describe('roles in a group', () => {
  it('may do what their row says, and nothing under a name that does not exist', () => {
    for (const [operation, { outcomes }] of Object.entries(GROUP_OPERATIONS) as [GroupOperation, GroupRow][])
      for (const role of GROUP_ROLES)
        expect(canInGroup(role, operation), `${operation} by ${role}`).toBe(
          ['ok', 'conflict'].includes(outcomes[role as GroupViewer]),
        )
    expect(Object.keys(GROUP_OPERATIONS).sort()).toEqual(Object.keys(LEAST_GROUP_ROLE).sort())
    expect(canInGroup('viewer' as GroupRole, 'readGroup')).toBe(false)
    expect(canInGroup('owner', 'dropDatabase' as GroupOperation)).toBe(false)
  })
})
