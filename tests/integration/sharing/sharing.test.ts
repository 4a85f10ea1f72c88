import { sql as query } from 'drizzle-orm'
import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { newId, newPublicKey } from '@/db/ids'
import { getAudience, getSharing, listReached, reviseShares } from '@/db/sharing/grants'
import { acceptOffer, invite, listOffers } from '@/db/sharing/invitations'
import { viewAs } from '@/db/sharing/view-as'
import { describeAudience } from '@/domain/sharing/audience'
import type { SharesRevision, Sharing } from '@/domain/sharing/grants'
import type { Role } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

type Someone = Awaited<ReturnType<typeof addPerson>>
let ana: Someone
let ben: Someone
let cleo: Someone
let zoe: Someone
let bucketId: string

beforeAll(async () => {
  ana = await addPerson('Ana')
  ben = await addPerson('Ben')
  cleo = await addPerson('Cleo')
  zoe = await addPerson('Zoe')
})

beforeEach(async () => {
  bucketId = await addBucket(ana)
})

const sentence = (actor: Actor | null, address = bucketId) =>
  inBucket(actor, address, 'readMovies', async (access) => describeAudience(await getAudience(access)))
const sharing = () => inBucket(ana, bucketId, 'readSharing', getSharing)
const change = <T>(work: (access: Access) => Promise<T>) => inBucket(ana, bucketId, 'changeSharing', work)
const revise = (set: SharesRevision) => change((access) => reviseShares(access, set))
const stored = () =>
  Promise.all([
    sql('select * from grants where bucket_id = $1 order by id', [bucketId]),
    sql('select * from invitations where bucket_id = $1 order by id', [bucketId]),
  ])

/** The set that changes nothing, with some of it replaced. */
function same({ revision, people, groups, invitations }: Sharing, given: Partial<SharesRevision> = {}): SharesRevision {
  return {
    revision,
    people: people.map(({ id, role }) => ({ id, role })),
    groups: groups.flatMap(({ groupId, role }) => (role ? [{ groupId, role }] : [])),
    invitations: invitations.flatMap(({ id, role }) => (role === 'viewer' || role === 'editor' ? [{ id, role }] : [])),
    invite: [],
    ...given,
  }
}

describe('the audience sentence', () => {
  it('is true for the owner', async () => {
    expect(await sentence(ana)).toBe('Visible to nobody but you.')
    await grant(bucketId, { user: ben }, 'editor')
    await grant(bucketId, { groupId: await addGroup(ana, [ana, cleo, zoe]) }, 'viewer')
    await sql("update buckets set visibility = 'everyone' where id = $1", [bucketId])
    expect(await sentence(ana)).toBe('Visible to Ben, Film Club (2 people) and anyone with the link.')
  })

  it('is true for who was given it, and gone with the grant', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    await grant(bucketId, { groupId: await addGroup(ana, [cleo]) }, 'viewer')
    expect(await sentence(ben)).toBe('Ana’s bucket, shared with you as editor.')
    expect(await sentence(cleo)).toBe('Ana’s bucket, shared with you as viewer.')
    await expect(sentence(zoe)).rejects.toMatchObject({ code: 'not_found' })
    await sql('delete from grants where bucket_id = $1', [bucketId])
    await expect(sentence(ben)).rejects.toMatchObject({ code: 'not_found' })
    await expect(sentence(cleo)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is true for visitors, as long as the link is', async () => {
    const key = newPublicKey()
    await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [bucketId, key])
    expect(await sentence(null, key)).toBe('Ana’s bucket, visible to anyone with the link.')
    expect(await sentence(zoe, key)).toBe('Ana’s bucket, visible to anyone with the link.')
    await sql("update buckets set public_key = 'x' where id = $1", [bucketId])
    await expect(sentence(null, key)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not count those who were invited and have not accepted', async () => {
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'viewer' }, ana.userId))
    expect(await sentence(ana)).toBe('Visible to nobody but you.')
    await acceptOffer(ben, (await listOffers(ben))[0]?.id ?? '')
    expect(await sentence(ana)).toBe('Visible to Ben.')
  })
})

describe('sentence, list of people and real access', () => {
  const role = fc.constantFrom('viewer' as const, 'editor' as const)
  const someone = fc.integer({ min: 0, max: 3 })
  const world = fc.record({
    grants: fc.uniqueArray(
      fc.tuple(
        someone.filter((at) => at > 0),
        role,
      ),
      { selector: ([at]) => at },
    ),
    groups: fc.array(fc.record({ members: fc.uniqueArray(someone), role: fc.option(role) }), { maxLength: 2 }),
    open: fc.boolean(),
  })

  it('agree, however a bucket is shared', async () => {
    const people = [ana, ben, cleo, zoe]
    await fc.assert(
      fc.asyncProperty(world, async ({ grants, groups, open }) => {
        const id = await addBucket(ana)
        const key = newPublicKey()
        if (open) await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [id, key])
        for (const [at, as] of grants) await grant(id, { user: people[at] as Someone }, as)
        for (const { members, role } of groups) {
          const groupId = await addGroup(
            zoe,
            members.map((at) => people[at] as Someone),
          )
          if (role) await grant(id, { groupId }, role)
        }
        const real = await Promise.all(people.map((person) => realRole(person, id)))
        const audience = await inBucket(ana, id, 'readMovies', getAudience)
        const reached = await inBucket(ana, id, 'readSharing', listReached)

        expect(new Map(reached.map((one) => [one.userId, one.role]))).toEqual(
          new Map(people.flatMap((person, at) => (real[at] ? [[person.userId, real[at]]] : []))),
        )
        expect(audience.together).toBe(real.includes('editor'))
        const others = real.filter((role) => role && role !== 'owner').length
        const said = describeAudience(audience)
        if (said === 'Visible to nobody but you.') expect([others, open]).toEqual([0, false])
        expect(said.includes('anyone with the link')).toBe(open)
        expect([...audience.people].sort()).toEqual(grants.map(([at]) => people[at]?.name).sort())
        const counted = groups.flatMap(({ members, role }) => {
          const count = members.filter((at) => at > 0).length
          return role && members.length > 0 ? [count] : []
        })
        expect(audience.groups.map((group) => group.others).sort()).toEqual(counted.sort())
        const named = audience.people.length + audience.groups.reduce((sum, group) => sum + group.others, 0)
        expect(named === 0).toBe(others === 0)
        for (const [at, person] of people.entries()) {
          if (at === 0) continue
          const told = await sentence(person, id).catch((error) => error.code)
          if (real[at]) expect(told).toContain(`Ana’s bucket, shared with you as ${real[at]}`)
          else expect(told).toBe('not_found')
        }
        const visitor = await sentence(null, key).catch((error) => error.code)
        expect(visitor).toBe(open ? 'Ana’s bucket, visible to anyone with the link.' : 'not_found')
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  const realRole = (person: Actor, id: string) =>
    asActor(person, { write: false }, async (db) => {
      const text = query`select max(role) as role from bucket_roles() where bucket_id = ${id}::uuid`
      return (await db.execute<{ role: Role | null }>(text)).rows[0]?.role ?? null
    })
})

describe('why somebody sees it', () => {
  it('lists every way, the role that counts first', async () => {
    const club = await addGroup(ana, [ana, ben])
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { groupId: club }, 'editor')
    expect(await inBucket(ana, bucketId, 'readSharing', listReached)).toEqual([
      {
        userId: ana.userId,
        name: 'Ana',
        label: null,
        role: 'owner',
        ways: [
          { kind: 'owner', role: 'owner', groupName: null },
          { kind: 'group', role: 'editor', groupName: 'Film Club' },
        ],
      },
      {
        userId: ben.userId,
        name: 'Ben',
        label: null,
        role: 'editor',
        ways: [
          { kind: 'group', role: 'editor', groupName: 'Film Club' },
          { kind: 'grant', role: 'viewer', groupName: null },
        ],
      },
    ])
  })

  it('is for the owner alone', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    await expect(inBucket(ben, bucketId, 'readSharing', listReached)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(inBucket(zoe, bucketId, 'readSharing', getSharing)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('changing whom a bucket is shared with', () => {
  it('is one step for people, groups and invitations', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { user: cleo }, 'viewer')
    const [kept, gone, fresh] = [await addGroup(ana, [zoe]), await addGroup(ana, []), await addGroup(ana, [])]
    await grant(bucketId, { groupId: kept }, 'viewer')
    await grant(bucketId, { groupId: gone }, 'viewer')
    await revise(same(await sharing(), { invite: [{ who: { email: 'dora@example.org' }, role: 'viewer' }] }))
    const before = await sharing()
    const idOf = (name: string) => before.people.find((one) => one.name === name)?.id ?? ''
    await revise({
      revision: before.revision,
      people: [{ id: idOf('Ben'), role: 'editor' }],
      groups: [
        { groupId: kept, role: 'editor' },
        { groupId: fresh, role: 'viewer' },
      ],
      invitations: [{ id: before.invitations[0]?.id ?? '', role: 'editor' }],
      invite: [{ who: { login: 'emil' }, role: 'viewer' }],
    })
    const after = await sharing()
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
    const who = (email: string) => ({ who: { email }, role: 'viewer' as const })
    await revise(same(await sharing(), { invite: [who(ben.email), who('nobody@example.org')] }))
    const { people, invitations } = await sharing()
    expect(people).toEqual([])
    const [known, unknown] = invitations
    const shape = ({ id: _, label: __, expiresAt: ___, ...rest }: Sharing['invitations'][number]) => rest
    expect(known && shape(known)).toEqual(unknown && shape(unknown))
    await expect(sentence(ben)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves an offer to hand the bucket over as it is, and does not take it for a change', async () => {
    const opened = await sharing()
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'owner' }, ana.userId))
    await revise(same(opened, { invite: [{ who: { email: ben.email }, role: 'viewer' }] }))
    const roles = (await sharing()).invitations.map(({ label, role }) => [label, role])
    expect(roles.sort()).toEqual([
      [ben.email, 'owner'],
      [ben.email, 'viewer'],
    ])
  })

  it('writes nothing if the set changed meanwhile', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const opened = await sharing()
    await grant(bucketId, { user: cleo }, 'viewer')
    const before = await stored()
    const invitations = [{ who: { email: 'dora@example.org' }, role: 'viewer' as const }]
    await expect(revise(same(opened, { people: [], invite: invitations }))).rejects.toMatchObject({ code: 'conflict' })
    expect(await stored()).toEqual(before)
  })

  it('of two at the same time makes one, and tells the other', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const opened = await sharing()
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

  it('makes nothing of it if somebody leaves at the same moment', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { user: cleo }, 'viewer')
    const opened = await sharing()
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
    expect((await sharing()).people).toMatchObject([{ name: 'Cleo', role: 'viewer' }])
  })

  it('is all or nothing: whoever invites themselves changes nothing else', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    const before = await stored()
    const opened = await sharing()
    const attempt = revise(same(opened, { people: [], invite: [{ who: { email: ana.email }, role: 'viewer' }] }))
    await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
    expect(await stored()).toEqual(before)
  })

  it('says which of several names is at fault, and who has access already', async () => {
    await sql("insert into grants (bucket_id, id, user_id, role, label) values ($1, $2, $3, 'viewer', $4)", [
      bucketId,
      newId(),
      ben.userId,
      ben.email,
    ])
    const dora = { who: { email: 'dora@example.org' }, role: 'viewer' as const }
    for (const email of [ana.email, ben.email]) {
      const attempt = revise(same(await sharing(), { invite: [dora, { who: { email }, role: 'editor' }] }))
      await expect(attempt).rejects.toMatchObject({ code: 'invalid', fields: { 'invite.1.to': expect.any(String) } })
    }
    expect((await sharing()).invitations).toEqual([])
  })

  it('takes no group that the owner is not in, and no row of another bucket', async () => {
    const foreign = await addGroup(zoe, [ben])
    const elsewhere = await addBucket(ana)
    await grant(elsewhere, { user: cleo }, 'viewer')
    const [row] = await sql<{ id: string }>('select id from grants where bucket_id = $1', [elsewhere])
    const opened = await sharing()
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
    await revise(same(await sharing(), { groups: [{ groupId: club, role: 'editor' }] }))
    await sql('delete from group_members where group_id = $1 and user_id = $2', [club, ana.userId])
    const opened = await sharing()
    expect(opened.groups.find(({ groupId }) => groupId === club)).toMatchObject({ name: 'Film Club', role: 'editor' })
    await revise(same(opened, { groups: [] }))
    expect(await stored()).toEqual([[], []])
  })

  it('leaves an offer to hand it over, and other buckets, as they are', async () => {
    const other = await addBucket(ana)
    await grant(other, { user: ben }, 'viewer')
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'owner' }, ana.userId))
    const before = await stored()
    await revise({ ...same(await sharing()), people: [], groups: [], invitations: [] })
    expect(await stored()).toEqual(before)
    expect(await sql('select 1 from grants where bucket_id = $1', [other])).toHaveLength(1)
  })
})

describe('viewing as', () => {
  beforeEach(async () => {
    await putMovies(ana, bucketId, [{ title: 'Alien' }, { title: 'Jaws' }])
  })
  const titles = ({ seen }: Awaited<ReturnType<typeof viewAs>>) => seen?.movies.map(({ title }) => title) ?? null

  it('a person shows their role, their ways and what they see', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    const view = await viewAs(ana, bucketId, { kind: 'person', id: ben.userId })
    expect(view).toMatchObject({ who: 'Ben', role: 'editor', ways: [{ kind: 'grant', role: 'editor' }] })
    expect(titles(view)).toEqual(['Alien', 'Jaws'])
  })

  it('a group shows what the group gives', async () => {
    const club = await addGroup(ana, [cleo])
    await grant(bucketId, { groupId: club }, 'viewer')
    expect(await viewAs(ana, bucketId, { kind: 'group', id: club })).toMatchObject({
      role: 'viewer',
      seen: { total: 2 },
    })
    const member = await viewAs(ana, bucketId, { kind: 'person', id: cleo.userId })
    expect(member).toMatchObject({ who: 'Cleo', role: 'viewer', ways: [{ kind: 'group', groupName: 'Film Club' }] })
  })

  it('everyone shows nothing of a private bucket', async () => {
    expect(await viewAs(ana, bucketId, { kind: 'everyone' })).toMatchObject({ role: null, seen: null })
    const key = newPublicKey()
    await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [bucketId, key])
    const view = await viewAs(ana, bucketId, { kind: 'everyone' })
    expect(view.role).toBe('visitor')
    expect(titles(view)).toEqual(['Alien', 'Jaws'])
  })

  it('is for the owner, and for whom the bucket reaches', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    for (const kind of ['person', 'group'] as const)
      await expect(viewAs(ana, bucketId, { kind, id: zoe.userId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(viewAs(ben, bucketId, { kind: 'everyone' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(viewAs(zoe, bucketId, { kind: 'everyone' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
