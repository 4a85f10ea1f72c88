import { describe, expect, it } from 'vitest'
import { type Audience, describeAudience, nameSome } from '@/domain/sharing/audience'
import { joinNames } from '@/domain/text'

function sentence(given: Partial<Audience>): string {
  return describeAudience({
    role: 'owner',
    visibility: 'private',
    searchable: false,
    ownerName: 'Ana',
    people: [],
    groups: [],
    together: false,
    ...given,
  })
}
const club = { name: 'Film Club', others: 12 }

describe('to the owner', () => {
  it.each<[Partial<Audience>, string]>([
    [{}, 'Visible to nobody but you.'],
    [{ visibility: 'everyone' }, 'Visible to anyone with the link.'],
    [{ visibility: 'everyone', searchable: true }, 'Visible to anyone with the link; search engines may list it.'],
    [{ people: ['Ana'] }, 'Visible to Ana.'],
    [{ people: ['Ana', 'Ben'] }, 'Visible to Ana and Ben.'],
    [
      { people: ['Ana'], groups: [club], visibility: 'everyone' },
      'Visible to Ana, Film Club (12 people) and anyone with the link.',
    ],
    [{ groups: [{ name: 'Family', others: 1 }] }, 'Visible to Family (1 person).'],
    [{ groups: [{ name: 'Family', others: 0 }] }, 'Visible to Family (nobody else yet).'],
    [{ groups: [{ name: 'Town', others: 1234 }] }, 'Visible to Town (1,234 people).'],
    [{ people: [null] }, 'Visible to an unnamed person.'],
    [{ people: ['A', 'B', 'C', 'D'] }, 'Visible to A, B, C and D.'],
    [{ people: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] }, 'Visible to A, B, C and 4 more.'],
    [
      { people: ['A', 'B', 'C', 'D', 'E', 'F', 'G'], groups: [club], visibility: 'everyone' },
      'Visible to A, B, C, 4 more people, Film Club (12 people) and anyone with the link.',
    ],
    [
      { groups: Array.from('ABCDE', (name) => ({ name, others: 2 })) },
      'Visible to A (2 people), B (2 people), C (2 people) and 2 more groups.',
    ],
    [{ searchable: true }, 'Visible to nobody but you.'],
  ])('%o', (given, expected) => {
    expect(sentence(given)).toBe(expected)
  })
})

describe('to others', () => {
  it.each<[Partial<Audience>, string]>([
    [{ role: 'editor' }, 'Ana’s bucket, shared with you as editor.'],
    [{ role: 'viewer' }, 'Ana’s bucket, shared with you as viewer.'],
    [
      { role: 'viewer', visibility: 'everyone' },
      'Ana’s bucket, shared with you as viewer and visible to anyone with the link.',
    ],
    [{ role: 'visitor', visibility: 'everyone' }, 'Visible to anyone with the link.'],
    [{ role: 'editor', ownerName: null }, 'An unnamed person’s bucket, shared with you as editor.'],
  ])('%o', (given, expected) => {
    expect(sentence(given)).toBe(expected)
  })
})

it('never names others to a reader who is not the owner', () => {
  for (const role of ['visitor', 'viewer', 'editor'] as const)
    expect(sentence({ role, people: ['Zoe'], groups: [club] })).not.toMatch(/Zoe|Film Club/)
})

it.each([
  [[], ''],
  [['Ana'], 'Ana'],
  [['Ana', 'Ben'], 'Ana and Ben'],
  [['Ana', 'Ben', 'Cleo'], 'Ana, Ben and Cleo'],
])('joins %o', (names, expected) => {
  expect(joinNames(names)).toBe(expected)
})

it('joins alternatives', () => {
  expect(joinNames(['viewer', 'editor'], 'or')).toBe('viewer or editor')
})

it('names some and counts the rest', () => {
  expect(nameSome(['A', 'B', 'C', 'D'])).toBe('A, B, C and D')
  expect(nameSome(Array(2003).fill('A'))).toBe('A, A, A and 2,000 more')
})
