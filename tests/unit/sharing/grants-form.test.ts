import { describe, expect, it } from 'vitest'
import { compactNewPeople, grantsSchema, readGrants } from '@/domain/sharing/grants-form'

const ID = '0190a6c0-5b1e-7c3a-8d2f-0123456789ab'

describe('the form of grants', () => {
  it('says the whole set; “no access” is not in it', () => {
    const values = {
      revision: 'r',
      [`person.${ID}`]: 'editor',
      'person.gone': '',
      [`group.${ID}`]: 'viewer',
      'group.none': '',
      [`invitation.${ID}`]: 'viewer',
      'invite.0.to': ' @Ana ',
      'invite.0.role': 'editor',
    }
    expect(grantsSchema.parse(readGrants(values))).toEqual({
      revision: 'r',
      people: [{ id: ID, role: 'editor' }],
      groups: [{ groupId: ID, role: 'viewer' }],
      invitations: [{ id: ID, role: 'viewer' }],
      invite: [{ to: { login: 'ana' }, role: 'editor' }],
    })
  })

  it('leaves out empty rows and keeps the order', () => {
    const values = compactNewPeople({
      revision: 'r',
      'invite.10.to': 'c@example.org',
      'invite.10.role': 'viewer',
      'invite.0.to': ' ',
      'invite.0.role': 'viewer',
      'invite.2.to': 'b@example.org',
      'invite.2.role': 'editor',
    })
    expect(values).toEqual({
      revision: 'r',
      'invite.0.to': 'b@example.org',
      'invite.0.role': 'editor',
      'invite.1.to': 'c@example.org',
      'invite.1.role': 'viewer',
    })
  })

  it('names a person who is listed twice, in any letter case', () => {
    const invite = (...people: string[]) =>
      Object.fromEntries(
        people.flatMap((to, at) => [
          [`invite.${at}.to`, to],
          [`invite.${at}.role`, 'viewer'],
        ]),
      )
    const values = { revision: 'r', ...invite('ana@example.org', 'ben@example.org', ' ANA@example.org') }
    expect(grantsSchema.safeParse(readGrants(values)).error?.issues).toMatchObject([
      { path: ['invite', 2, 'to'], message: 'ana@example.org is listed twice: keep one' },
    ])
  })

  it.each([
    [{ 'person.nonsense': 'viewer' }],
    [{ [`person.${ID}`]: 'owner' }],
    [{ [`group.${ID}`]: 'member' }],
    [{ 'invite.0.to': 'nobody at all', 'invite.0.role': 'viewer' }],
    [{ 'invite.0.to': 'a@example.org', 'invite.0.role': 'owner' }],
  ])('refuses %o', (values) => {
    expect(grantsSchema.safeParse(readGrants({ revision: 'r', ...values })).success).toBe(false)
  })
})
