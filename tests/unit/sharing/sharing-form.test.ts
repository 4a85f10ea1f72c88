import { describe, expect, it } from 'vitest'
import { parseViewedAs } from '@/domain/sharing/grants'
import { compactInvites, readShares, sharesSchema } from '@/domain/sharing/grants-form'

const ID = '0190a6c0-5b1e-7c3a-8d2f-0123456789ab'

describe('the form of whom a bucket is shared with', () => {
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
    expect(sharesSchema.parse(readShares(values))).toEqual({
      revision: 'r',
      people: [{ id: ID, role: 'editor' }],
      groups: [{ groupId: ID, role: 'viewer' }],
      invitations: [{ id: ID, role: 'viewer' }],
      invite: [{ to: { login: 'ana' }, role: 'editor' }],
    })
  })

  it('leaves out rows nobody typed into and keeps the order', () => {
    const values = compactInvites({
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

  it('names somebody who stands there twice, in whichever letters', () => {
    const invite = (...people: string[]) =>
      Object.fromEntries(
        people.flatMap((to, at) => [
          [`invite.${at}.to`, to],
          [`invite.${at}.role`, 'viewer'],
        ]),
      )
    const values = { revision: 'r', ...invite('ana@example.org', 'ben@example.org', ' ANA@example.org') }
    expect(sharesSchema.safeParse(readShares(values)).error?.issues).toMatchObject([
      { path: ['invite', 2, 'to'], message: 'ana@example.org stands here twice: leave one' },
    ])
  })

  it.each([
    [{ 'person.nonsense': 'viewer' }],
    [{ [`person.${ID}`]: 'owner' }],
    [{ [`group.${ID}`]: 'member' }],
    [{ 'invite.0.to': 'nobody at all', 'invite.0.role': 'viewer' }],
    [{ 'invite.0.to': 'a@example.org', 'invite.0.role': 'owner' }],
  ])('refuses %o', (values) => {
    expect(sharesSchema.safeParse(readShares({ revision: 'r', ...values })).success).toBe(false)
  })
})

it.each([
  ['everyone', { kind: 'everyone' }],
  ['person:1', { kind: 'person', id: '1' }],
  ['group:1', { kind: 'group', id: '1' }],
  ['group:', null],
  ['anybody:1', null],
  ['', null],
])('views as %s', (text, expected) => {
  expect(parseViewedAs(text)).toEqual(expected)
})
