import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeInvitation } from '@/domain/sharing/invitation-mail'
import { invitationLine, recipientLine } from '@/domain/sharing/invitation-words'
import { inviteeSchema, parseInvitee } from '@/domain/sharing/invitee'

describe('a typed name', () => {
  it.each([
    ['ana@example.org', { email: 'ana@example.org' }],
    [' Ana.B+films@Example.ORG ', { email: 'ana.b+films@example.org' }],
    ['ａｎａ＠example.org', { email: 'ana@example.org' }],
    ['mailto:ana@example.org', { email: 'ana@example.org' }],
    ['ana', { login: 'ana' }],
    ['@Ana-Films', { login: 'ana-films' }],
    ['https://github.com/Ana/', { login: 'ana' }],
    ['github.com/ana_company', { login: 'ana_company' }],
  ])('%j names a person', (text, invitee) => {
    expect(parseInvitee(text)).toEqual(invitee)
    expect(inviteeSchema.parse(text)).toEqual(invitee)
  })

  it.each([
    '',
    '  ',
    '@',
    '-ana',
    'ana films',
    'a@b',
    'a@b@example.org',
    'ana@example.org, boris@example.org',
    'Ana <ana@example.org>',
    'ana@example.org\nBcc: x@example.org',
    `${'x'.repeat(250)}@example.org`,
    'https://gitlab.com/ana',
    '\u0000',
  ])('%j names nobody, and the refusal says so', (text) => {
    expect(parseInvitee(text)).toBeNull()
    expect(inviteeSchema.safeParse(text).error?.issues[0]?.message).toMatch(/missing|is neither an email address nor/)
  })

  it('is the same however often it is read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress()), (text) => {
        const once = parseInvitee(text)
        if (!once) return
        expect(parseInvitee('email' in once ? once.email : once.login)).toEqual(once)
        expect(JSON.stringify(once)).not.toMatch(/\s|[A-Z]/)
      }),
    )
  })
})

describe('whose account an invitation is for', () => {
  const received = { id: '1', kind: 'bucket', place: 'x', role: 'viewer', inviterId: '2', expiresAt: '' } as const
  const from = { ...received, inviter: 'Fiona', inviterAddress: 'ana@example.org' }

  it.each([
    [{ email: 'boris@example.org' }, 'From ana@example.org, for boris@example.org.'],
    [{ login: 'boris', now: 'boris' }, 'From ana@example.org, for your GitHub account @boris.'],
    [{ login: 'boris', now: 'boris2' }, 'From ana@example.org, for your GitHub account @boris2, which was @boris.'],
    [null, undefined],
  ])('%j', (to, line) => expect(recipientLine({ ...from, to })).toBe(line))
})

describe('an invitation in words', () => {
  const given = {
    inviter: 'Ana',
    inviterAddress: 'ana@example.org',
    kind: 'bucket' as const,
    place: 'My movies',
    role: 'editor' as const,
    expiresAt: '2026-12-06T12:00:00.000Z',
    href: 'https://movies.example.org/shared',
  }

  it('says who, what, as what, where to go and until when', () => {
    expect(writeInvitation({ email: 'boris@example.org' }, given)).toEqual({
      to: 'boris@example.org',
      subject: 'An invitation to a bucket on moviebucket',
      text: `Ana (ana@example.org) invites you to the bucket “My movies”, as an editor. You can look at its movies and change them.

To answer, sign in with an account whose address is boris@example.org:

https://movies.example.org/shared

The invitation is open until 6 December 2026. If you do not want it, or do not know who sent it, you do not have to do anything.
`,
    })
    expect(writeInvitation({ login: 'boris' }, given)).toMatchObject({
      to: null,
      text: expect.stringContaining('sign in with the GitHub account boris:'),
    })
  })

  it('says that a bucket is transferred', () => {
    const { subject, text } = writeInvitation({ login: 'boris' }, { ...given, inviter: ' ', role: 'owner' })
    expect(subject).toBe('A bucket on moviebucket is offered to you')
    expect(text).toContain('Unnamed person (ana@example.org) wants to transfer')
    expect(text).toContain('“My movies” to you. It becomes yours')
  })

  it('puts no text of a person into the subject, and no line break of one into the sentence', () => {
    const texts = fc.record({ inviter: fc.string({ unit: 'grapheme' }), place: fc.string({ unit: 'grapheme' }) })
    const roles = fc.constantFrom('viewer' as const, 'owner' as const)
    fc.assert(
      fc.property(texts, roles, (names, role) => {
        const [one, other] = [writeInvitation({ login: 'x' }, { ...given, role }), { ...given, ...names, role }]
        expect(writeInvitation({ login: 'x' }, other).subject).toBe(one.subject)
      }),
    )
    const { text } = writeInvitation(
      { login: 'x' },
      { ...given, inviter: 'Ana\r\nBcc: all@example.org', place: 'a\u2028b' },
    )
    expect(text).toMatch(/^Ana Bcc: all@example\.org \(ana@example\.org\) invites you to the bucket “a b”/)
    expect(invitationLine({ ...given, kind: 'group', role: 'member' })).toBe('Ana invites you to the group “My movies”')
  })
})
