import { describe, expect, it } from 'vitest'
import { BUCKET_NAME_LIMIT, bucketNameSchema, nameOfCopy } from '@/domain/buckets/name'
import { audienceWords } from '@/domain/buckets/summary'
import { oklchToHex } from '@/domain/shelf/oklch'
import { drawable, fitInto } from '@/domain/shelf/picture'

const message = (value: unknown) => bucketNameSchema.safeParse(value).error?.issues.map((issue) => issue.message)

describe('a name', () => {
  it.each([
    ['Horror', 'Horror'],
    ['  My movies \u0085', 'My movies'],
    ['Cafe\u0301', 'Café'],
    ['🎬'.repeat(BUCKET_NAME_LIMIT), '🎬'.repeat(BUCKET_NAME_LIMIT)],
  ])('%j is kept as %j', (given, kept) => expect(bucketNameSchema.parse(given)).toBe(kept))

  it('that does not fit is refused with limit and value', () => {
    expect(message('x'.repeat(51))).toEqual([`Name: “${'x'.repeat(51)}” has 51 characters, above the limit of 50`])
    expect(message('x'.repeat(5000))).toEqual([
      `Name: “${'x'.repeat(56)}…” has 5,000 characters, above the limit of 50`,
    ])
  })

  it.each(['', '   ', '\u00a0', undefined, null, 7])('%j is none', (value) =>
    expect(message(value)).toEqual(['Name is missing: give 1 to 50 characters']),
  )

  it.each([
    ['a\u001bb', 'Name: holds a control character (U+001B), which nobody can see'],
    ['a\u202eb', 'Name: holds a control character (U+202E), which nobody can see'],
    ['\u200b\u00ad', 'Name: holds no character that can be seen'],
  ])('%j is none that can be read', (value, words) => expect(message(value)).toEqual([words]))

  it.each([
    ['My movies', 'Ana', 'My movies (from Ana)'],
    ['My movies', null, 'My movies'],
    ['x'.repeat(50), 'Ana', `${'x'.repeat(38)}… (from Ana)`],
    ['My movies', 'A'.repeat(60), 'My movies'],
  ])('of a copy of %j of %j', (name, ownerName, copied) => {
    expect(nameOfCopy({ name, ownerName })).toBe(copied)
    expect(bucketNameSchema.parse(copied)).toBe(copied)
  })

  it.each(['a\0b', '\ud800'])('%j is no text', (value) => expect(message(value)?.[0]).toContain('no text'))
})

it.each([
  ['private', 0, 0, 'Nobody but you'],
  ['private', 1, 0, 'You and 1 person'],
  ['private', 2, 1, 'You and 2 people and 1 group'],
  ['everyone', 0, 0, 'Anyone with the link'],
  ['everyone', 0, 3, 'Anyone with the link; 3 groups'],
] as const)('%s with %i people and %i groups: %s', (visibility, people, groups, words) => {
  expect(audienceWords({ visibility, people, groups })).toBe(words)
})

it.each([
  [0, 0, 0, '#000000'],
  [1, 0, 0, '#ffffff'],
  [0.62796, 0.25768, 29.2339, '#ff0000'],
  [0.45201, 0.31321, 264.052, '#0000ff'],
])('oklch(%f %f %f) is %s', (lightness, chroma, hue, hex) => expect(oklchToHex(lightness, chroma, hue)).toBe(hex))

it.each([
  ['Alien', 'Alien'],
  ['Amélie’s “Œuvre” – №', ''],
  ['Kieślowski', 'Kieslowski'],
  ['七人の侍', ''],
  ['🎬 Night', ''],
])('%s is drawn as %j', (text, drawn) => expect(drawable(text)).toBe(drawn))

it('takes what fits, gaps between', () => {
  expect(fitInto([10, 10, 10], (width) => width, 5, 40)).toEqual([10, 10, 10])
  expect(fitInto([10, 10, 10], (width) => width, 5, 39)).toEqual([10, 10])
  expect(fitInto([50], (width) => width, 5, 39)).toEqual([])
})
