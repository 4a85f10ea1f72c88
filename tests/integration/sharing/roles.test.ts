import { describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { invite } from '@/db/sharing/invitations/invite'
import { reviseGrants } from '@/db/sharing/revise-grants'
import {
  BUCKET_INVITATION_ROLES,
  GIVEN_GROUP_ROLES,
  GIVEN_ROLES,
  GROUP_ROLES,
  type InvitationRole,
  ROLES,
} from '@/domain/sharing/roles'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { sql } from '@/tests/support/database/sql'
import { ana, ben, bucketId, change, grantsOfAna, setUpGrants } from './grants-setup'

setUpGrants()

const addInvitation = (place: { bucketId: string } | { groupId: string }, role: InvitationRole) =>
  sql(
    `insert into invitations (id, bucket_id, group_id, role, email, expires_at, invited_by)
     values ($1, $2, $3, $4, 'dora@example.org', now() + interval '1 day', $5)`,
    [newId(), 'bucketId' in place ? place.bucketId : null, 'groupId' in place ? place.groupId : null, role, ana.userId],
  )
const refusal = { code: '23514' }

describe('the database', () => {
  it('knows all roles in a bucket, from least to most', async () => {
    const [row] = await sql<{ roles: string[] }>('select enum_range(null::bucket_role)::text[] as roles')
    expect(row?.roles).toEqual(ROLES)
  })

  it('keeps grants of the given roles and no others', async () => {
    for (const role of GIVEN_ROLES) await grant(bucketId, { groupId: await addGroup(ana, []) }, role)
    for (const role of ROLES.filter((role) => !GIVEN_ROLES.some((given) => given === role))) {
      const id = await addGroup(ana, [])
      const attempt = sql('insert into grants (bucket_id, id, group_id, role) values ($1, $2, $3, $4)', [
        bucketId,
        newId(),
        id,
        role,
      ])
      await expect(attempt).rejects.toMatchObject(refusal)
    }
  })

  it('keeps invitations to a bucket and to a group with their own roles', async () => {
    const groupId = await addGroup(ana, [ana])
    for (const role of BUCKET_INVITATION_ROLES) {
      await addInvitation({ bucketId }, role)
      await expect(addInvitation({ groupId }, role)).rejects.toMatchObject(refusal)
    }
    for (const role of GIVEN_GROUP_ROLES) {
      await addInvitation({ groupId }, role)
      await expect(addInvitation({ bucketId }, role)).rejects.toMatchObject(refusal)
    }
  })

  it('keeps members of a group with the given roles and no others', async () => {
    const groupId = await addGroup(ana, [ben])
    for (const role of GROUP_ROLES) {
      const attempt = sql('update group_members set role = $2 where group_id = $1', [groupId, role])
      if (role === 'owner') await expect(attempt).rejects.toMatchObject(refusal)
      else await attempt
    }
  })
})

describe('a revision', () => {
  it.each(GIVEN_ROLES.flatMap((from) => GIVEN_ROLES.map((to) => [from, to] as const)))(
    'turns %s into %s, for people, groups and invitations',
    async (from, to) => {
      await grant(bucketId, { user: ben }, from)
      await grant(bucketId, { groupId: await addGroup(ana, [ana]) }, from)
      await change(({ db }) => invite(db, { bucketId, email: 'dora@example.org', role: from }, ana.userId))
      const { revision, people, groups, invitations } = await grantsOfAna()
      await change((access) =>
        reviseGrants(access, {
          revision,
          people: people.map(({ id }) => ({ id, role: to })),
          groups: groups.flatMap(({ groupId, role }) => (role ? [{ groupId, role: to }] : [])),
          invitations: invitations.map(({ id }) => ({ id, role: to })),
          invite: [],
        }),
      )
      const after = await grantsOfAna()
      const roles = [...after.people, ...after.groups, ...after.invitations].flatMap(({ role }) => role ?? [])
      expect(roles).toEqual([to, to, to])
    },
  )
})
