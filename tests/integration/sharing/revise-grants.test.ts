import { describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { invite } from '@/db/sharing/invitations/invite'
import { reviseGrants } from '@/db/sharing/revise-grants'
import type { GrantSet, GrantsRevision } from '@/domain/sharing/grants'
import { isGiven } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { testDatabase } from '@/tests/support/database/database'
import { whileLocked } from '@/tests/support/database/locks'
import { sql } from '@/tests/support/database/sql'
import { ana, ben, bucketId, change, cleo, grantsOfAna, sentence, setUpGrants, zoe } from './grants-setup'

setUpGrants()

const revise = (set: GrantsRevision) => change((access) => reviseGrants(access, set))
const stored = () =>
  Promise.all([
    sql('select * from grants where bucket_id = $1 order by id', [bucketId]),
    sql('select * from invitations where bucket_id = $1 order by id', [bucketId]),
  ])

/** The revision that changes nothing, with some of it replaced. */
function same(
  { revision, people, groups, invitations }: GrantSet,
  given: Partial<GrantsRevision> = {},
): GrantsRevision {
  return {
    revision,
    people: people.map(({ id, role }) => ({ id, role })),
    groups: groups.flatMap(({ groupId, role }) => (role ? [{ groupId, role }] : [])),
    invitations: invitations.flatMap(({ id, role }) => (isGiven(role) ? [{ id, role }] : [])),
    invite: [],
    ...given,
  }
}

describe('revising grants', () => {
  it('is one step for people, groups and invitations', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { user: cleo }, 'viewer')
    const [kept, gone, fresh] = [await addGroup(ana, [zoe]), await addGroup(ana, []), await addGroup(ana, [])]
    await grant(bucketId, { groupId: kept }, 'viewer')
    await grant(bucketId, { groupId: gone }, 'viewer')
    await revise(same(await grantsOfAna(), { invite: [{ to: { email: 'dora@example.org' }, role: 'viewer' }] }))
    const before = await grantsOfAna()
    const idOf = (name: string) => before.people.find((one) => one.name === name)?.id ?? ''
    await revise({
      revision: before.revision,
      people: [{ id: idOf('Ben'), role: 'editor' }],
      groups: [
        { groupId: kept, role: 'editor' },
        { groupId: fresh, role: 'viewer' },
      ],
      invitations: [{ id: before.invitations[0]?.id ?? '', role: 'editor' }],
      invite: [{ to: { login: 'emil' }, role: 'viewer' }],
    })
    const after = await grantsOfAna()
    expect(after.people).toEqual([{ id: idOf('Ben'), name: 'Ben', label: null, role: 'editor' }])
    expect(new Map(after.groups.map(({ groupId, role }) => [groupId, role]))).toEqual(
      new Map([
        ...before.groups.map((one) => [one.groupId, null] as const),
        [kept, 'editor'],
        [gone, null],
        [fresh, 'viewer'],
      ]),
    )
    expect(after.invitations.map(({ label, role }) => [label, role])).toEqual([
      ['dora@example.org', 'editor'],
      ['@emil', 'viewer'],
    ])
    expect(after.revision).not.toBe(before.revision)
    await expect(sentence(cleo)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('asks the same of people who exist and who do not, and gives nothing before they accept', async () => {
    const invited = (email: string) => ({ to: { email }, role: 'viewer' as const })
    await revise(same(await grantsOfAna(), { invite: [invited(ben.email), invited('nobody@example.org')] }))
    const { people, invitations } = await grantsOfAna()
    expect(people).toEqual([])
    const [known, unknown] = invitations
    const shape = ({ id: _, label: __, expiresAt: ___, ...rest }: GrantSet['invitations'][number]) => rest
    expect(known && shape(known)).toEqual(unknown && shape(unknown))
    await expect(sentence(ben)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves a transfer as it is, and does not take it for a change', async () => {
    const opened = await grantsOfAna()
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'owner' }, ana.userId))
    await revise(same(opened, { invite: [{ to: { email: ben.email }, role: 'viewer' }] }))
    const roles = (await grantsOfAna()).invitations.map(({ label, role }) => [label, role])
    expect(roles.sort()).toEqual([
      [ben.email, 'owner'],
      [ben.email, 'viewer'],
    ])
  })

  it('writes nothing if the set changed meanwhile', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const opened = await grantsOfAna()
    await grant(bucketId, { user: cleo }, 'viewer')
    const before = await stored()
    const invitations = [{ to: { email: 'dora@example.org' }, role: 'viewer' as const }]
    await expect(revise(same(opened, { people: [], invite: invitations }))).rejects.toMatchObject({ code: 'conflict' })
    expect(await stored()).toEqual(before)
  })

  it('waits for one that is under way, and does not overwrite it', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const set = await grantsOfAna()
    const outcome = await whileLocked(
      ['select from buckets where id = $1 for update', [bucketId]],
      () => revise(same(set, { people: set.people.map(({ id }) => ({ id, role: 'editor' })) })),
      (holder) => holder.query('delete from grants where bucket_id = $1', [bucketId]),
    )
    expect(outcome).toEqual({ code: 'conflict' })
    expect((await grantsOfAna()).people).toEqual([])
  })

  it.each([
    ['a person gets another role', "update grants set role = 'editor' where bucket_id = $1 and user_id is not null"],
    ['a person loses their role', 'delete from grants where bucket_id = $1 and user_id is not null'],
    ['a group gets another role', "update grants set role = 'viewer' where bucket_id = $1 and group_id is not null"],
    ['a group loses its role', 'delete from grants where bucket_id = $1 and group_id is not null'],
    ['an invitation gets another role', "update invitations set role = 'editor' where bucket_id = $1"],
    ['an invitation is taken back', 'delete from invitations where bucket_id = $1'],
  ])('from a page that is older is refused: %s meanwhile', async (_, meanwhile) => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { groupId: await addGroup(ana, [zoe]) }, 'editor')
    await change((access) => invite(access.db, { bucketId, email: 'dora@example.org', role: 'viewer' }, ana.userId))
    const page = same(await grantsOfAna())
    await sql(meanwhile, [bucketId])
    const before = await stored()
    await expect(revise(page)).rejects.toMatchObject({ code: 'conflict' })
    expect(await stored()).toEqual(before)
  })

  it('of two at the same time makes one, and tells the other', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const opened = await grantsOfAna()
    const results = await Promise.allSettled(
      (['editor', 'viewer'] as const).map((role, at) =>
        revise(
          at === 0
            ? same(opened, { people: opened.people.map(({ id }) => ({ id, role })) })
            : same(opened, { people: [] }),
        ),
      ),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  })

  it('saves nothing if a person leaves at the same moment', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { user: cleo }, 'viewer')
    const opened = await grantsOfAna()
    const leaving = await testDatabase().admin.connect()
    try {
      await leaving.query('begin')
      await leaving.query('delete from grants where bucket_id = $1 and user_id = $2', [bucketId, ben.userId])
      const people = opened.people.map(({ id }) => ({ id, role: 'editor' as const }))
      const attempt = revise(same(opened, { people })).then(
        () => 'saved',
        (error) => error.code,
      )
      // It has read the set and waits for the row by now.
      await expect
        .poll(async () => (await sql("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).length)
        .toBeGreaterThan(0)
      await leaving.query('commit')
      expect(await attempt).toBe('conflict')
    } finally {
      leaving.release()
    }
    expect((await grantsOfAna()).people).toMatchObject([{ name: 'Cleo', role: 'viewer' }])
  })

  it('is all or nothing: an owner who invites themselves changes nothing else', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const before = await stored()
    const opened = await grantsOfAna()
    const attempt = revise(same(opened, { people: [], invite: [{ to: { email: ana.email }, role: 'viewer' }] }))
    await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
    expect(await stored()).toEqual(before)
  })

  it('says which of several names does not fit, and who has access already', async () => {
    await sql("insert into grants (bucket_id, id, user_id, role, label) values ($1, $2, $3, 'viewer', $4)", [
      bucketId,
      newId(),
      ben.userId,
      ben.email,
    ])
    const dora = { to: { email: 'dora@example.org' }, role: 'viewer' as const }
    for (const email of [ana.email, ben.email]) {
      const attempt = revise(same(await grantsOfAna(), { invite: [dora, { to: { email }, role: 'editor' }] }))
      await expect(attempt).rejects.toMatchObject({ code: 'invalid', fields: { 'invite.1.to': expect.any(String) } })
    }
    expect((await grantsOfAna()).invitations).toEqual([])
  })

  it('takes no group that the owner is not in, and no row of another bucket', async () => {
    const foreign = await addGroup(zoe, [ben])
    const elsewhere = await addBucket(ana)
    await grant(elsewhere, { user: cleo }, 'viewer')
    const [row] = await sql<{ id: string }>('select id from grants where bucket_id = $1', [elsewhere])
    const opened = await grantsOfAna()
    for (const given of [
      { groups: [{ groupId: foreign, role: 'viewer' as const }] },
      { groups: [{ groupId: newId(), role: 'viewer' as const }] },
      { people: [{ id: row?.id ?? '', role: 'editor' as const }] },
      { invitations: [{ id: newId(), role: 'editor' as const }] },
    ])
      await expect(revise(same(opened, given))).rejects.toMatchObject({ code: 'conflict' })
    expect(await stored()).toEqual([[], []])
  })

  it('can take a role from a group that the owner has left', async () => {
    const club = await addGroup(zoe, [ana, ben])
    await revise(same(await grantsOfAna(), { groups: [{ groupId: club, role: 'editor' }] }))
    await sql('delete from group_members where group_id = $1 and user_id = $2', [club, ana.userId])
    const opened = await grantsOfAna()
    expect(opened.groups.find(({ groupId }) => groupId === club)).toMatchObject({ name: 'Film Club', role: 'editor' })
    await revise(same(opened, { groups: [] }))
    expect(await stored()).toEqual([[], []])
  })

  it('leaves a transfer, and other buckets, as they are', async () => {
    const other = await addBucket(ana)
    await grant(other, { user: ben }, 'viewer')
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'owner' }, ana.userId))
    const before = await stored()
    await revise({ ...same(await grantsOfAna()), people: [], groups: [], invitations: [] })
    expect(await stored()).toEqual(before)
    expect(await sql('select 1 from grants where bucket_id = $1', [other])).toHaveLength(1)
  })
})
