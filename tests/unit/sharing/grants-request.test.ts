import { describe, expect, it } from 'vitest'
import type { GrantSet } from '@/domain/sharing/grants'
import { type GrantRequest, planGrants } from '@/domain/sharing/grants-request'

const expiresAt = '2026-12-06T12:00:00.000Z'
const present: GrantSet = {
  revision: 'r',
  people: [{ id: 'p1', name: 'Ben', label: 'ben@example.org', role: 'viewer' }],
  groups: [{ groupId: 'g1', name: 'Film Club', others: 2, role: null }],
  invitations: [
    { id: 'i1', label: '@cleo', role: 'viewer', expiresAt },
    { id: 'i2', label: '@dora', role: 'owner', expiresAt },
  ],
  links: [],
}
const misfitsOf = (requested: GrantRequest[]) => {
  const plan = planGrants(present, requested)
  return 'misfits' in plan ? plan.misfits.map(({ field, message }) => [field, message]) : []
}

describe('a request for a whole new set of grants', () => {
  it('keeps the rows of people and invitations that it names in any way, and invites the others', () => {
    expect(
      planGrants(present, [
        { to: { email: 'ben@example.org' }, role: 'editor' },
        { to: { login: 'emil' }, role: 'viewer' },
        { groupId: 'g1', role: 'viewer' },
        { id: 'i1', role: 'editor' },
        { to: { login: 'dora' }, role: 'viewer' },
      ]),
    ).toEqual({
      revision: {
        revision: 'r',
        people: [{ id: 'p1', role: 'editor' }],
        groups: [{ groupId: 'g1', role: 'viewer' }],
        invitations: [{ id: 'i1', role: 'editor' }],
        invite: [
          { to: { login: 'emil' }, role: 'viewer' },
          { to: { login: 'dora' }, role: 'viewer' },
        ],
      },
      lines: [1, 4],
    })
  })

  it('names every line that is unknown or comes twice', () => {
    expect(
      misfitsOf([
        { id: 'p1', role: 'viewer' },
        { to: { email: 'ben@example.org' }, role: 'editor' },
        { groupId: 'g2', role: 'viewer' },
        { groupId: 'g1', role: 'viewer' },
        { groupId: 'g1', role: 'editor' },
        { id: 'i2', role: 'viewer' },
      ]).map(([field]) => field),
    ).toEqual(['grants.1.to', 'grants.2.groupId', 'grants.4.groupId', 'grants.5.id'])
  })

  it('invites 20 people at most', () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, at): GrantRequest => ({ to: { login: `p${at}` }, role: 'viewer' }))
    expect(misfitsOf(people(20))).toEqual([])
    expect(misfitsOf(people(21))).toEqual([['grants', 'Grants: you can invite 20 people at once, not 21']])
  })
})
