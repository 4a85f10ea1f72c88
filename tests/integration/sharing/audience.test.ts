import { sql as query } from 'drizzle-orm'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { newPublicKey } from '@/db/ids'
import { getAudience } from '@/db/sharing/audience'
import { getGrants } from '@/db/sharing/grants'
import { invite } from '@/db/sharing/invitations/invite'
import { acceptInvitation, listReceived } from '@/db/sharing/invitations/received'
import { listReach } from '@/db/sharing/reach'
import { describeAudience } from '@/domain/sharing/audience'
import { GIVEN_ROLES, type Role } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { sql } from '@/tests/support/database/sql'
import { ana, ben, bucketId, change, cleo, type Person, sentence, setUpGrants, zoe } from './grants-setup'

setUpGrants()

describe('the audience sentence', () => {
  it('is true for the owner', async () => {
    expect(await sentence(ana)).toBe('Visible to nobody but you.')
    await grant(bucketId, { user: ben }, 'editor')
    await grant(bucketId, { groupId: await addGroup(ana, [ana, cleo, zoe]) }, 'viewer')
    await sql("update buckets set visibility = 'everyone' where id = $1", [bucketId])
    expect(await sentence(ana)).toBe('Visible to Ben, Film Club (2 people) and anyone with the link.')
  })

  it('is true for people with a grant, and gone with the grant', async () => {
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
    expect(await sentence(null, key)).toBe('Visible to anyone with the link.')
    expect(await sentence(zoe, key)).toBe('Visible to anyone with the link.')
    // Nor does the database tell them whose it is.
    const { ownerName } = await inBucket(zoe, key, 'readMovies', getAudience)
    expect(ownerName).toBeNull()
    await sql("update buckets set public_key = 'x' where id = $1", [bucketId])
    await expect(sentence(null, key)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not count people who were invited and have not accepted', async () => {
    await change(({ db }) => invite(db, { bucketId, email: ben.email, role: 'viewer' }, ana.userId))
    expect(await sentence(ana)).toBe('Visible to nobody but you.')
    await acceptInvitation(ben, (await listReceived(ben))[0]?.id ?? '')
    expect(await sentence(ana)).toBe('Visible to Ben.')
  })
})

describe('audience, reach and real access', () => {
  const role = fc.constantFrom(...GIVEN_ROLES)
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
        for (const [at, as] of grants) await grant(id, { user: people[at] as Person }, as)
        for (const { members, role } of groups) {
          const groupId = await addGroup(
            zoe,
            members.map((at) => people[at] as Person),
          )
          if (role) await grant(id, { groupId }, role)
        }
        const real = await Promise.all(people.map((person) => realRole(person, id)))
        const audience = await inBucket(ana, id, 'readMovies', getAudience)
        const reach = await inBucket(ana, id, 'readSharing', listReach)

        expect(new Map(reach.map((one) => [one.userId, one.role]))).toEqual(
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
        expect(visitor).toBe(open ? 'Visible to anyone with the link.' : 'not_found')
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

describe('reach', () => {
  it('lists every reason, the role that counts first', async () => {
    const club = await addGroup(ana, [ana, ben])
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { groupId: club }, 'editor')
    expect(await inBucket(ana, bucketId, 'readSharing', listReach)).toEqual([
      {
        userId: ana.userId,
        name: 'Ana',
        label: null,
        role: 'owner',
        reasons: [
          { kind: 'owner', role: 'owner', groupName: null },
          { kind: 'group', role: 'editor', groupName: 'Film Club' },
        ],
      },
      {
        userId: ben.userId,
        name: 'Ben',
        label: null,
        role: 'editor',
        reasons: [
          { kind: 'group', role: 'editor', groupName: 'Film Club' },
          { kind: 'grant', role: 'viewer', groupName: null },
        ],
      },
    ])
  })

  it('is for the owner alone', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    await expect(inBucket(ben, bucketId, 'readSharing', listReach)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(inBucket(zoe, bucketId, 'readSharing', getGrants)).rejects.toMatchObject({ code: 'not_found' })
  })
})
