import { describe, expect, it } from 'vitest'
import { type ActivityKind, compareMany, describeActivity } from '@/domain/movies/history'
import { describeAgo, describePerson } from '@/domain/movies/last-edit'

describe('what was done', () => {
  it.each<[ActivityKind, number, (string | null)[], string]>([
    ['add', 1, ['Alien'], 'added “Alien”'],
    ['edit', 2, ['Alien', 'Jaws'], 'changed “Alien” and “Jaws”'],
    ['delete', 3, ['A', 'B', 'C'], 'deleted “A”, “B” and “C”'],
    ['restore', 37, ['A', 'B', 'C', 'D', 'E'], 'restored “A”, “B”, “C”, “D”, “E” and 32 more'],
    ['delete', 12_345, [null, null, null, null, null], 'deleted 12,345 movies that are gone for good'],
    ['delete', 3, ['A', null, null], 'deleted “A” and 2 more'],
    ['add', 1, [null], 'added a movie that is gone for good'],
  ])('%s of %i: %o', (kind, count, titles, expected) => {
    expect(describeActivity({ kind, count, titles })).toBe(expected)
  })
})

it('says what an edit of many movies gave all of them', () => {
  const was = { format: 'DVD', rating: 2, length: 90 } as const
  const given = compareMany([
    { before: was, after: { ...was, format: 'VHS', rating: 3 } },
    { before: { ...was, format: 'VHS', length: 100 }, after: { ...was, format: 'VHS', length: 100, rating: 3 } },
  ])
  expect(describeActivity({ kind: 'edit', count: 2, titles: ['Alien', 'Jaws'], given })).toBe(
    'changed “Alien” and “Jaws”: format to “VHS” and rating to 3',
  )
  expect(
    compareMany([
      { before: was, after: { ...was, rating: 1 } },
      { before: was, after: { ...was, rating: 3 } },
    ]),
  ).toEqual([])
})

it('says where movies were moved to, and from', () => {
  const one = { kind: 'move', count: 1, titles: ['Alien'] } as const
  const say = (move: { direction: 'to' | 'from'; bucketName: string | null }) =>
    describeActivity({ ...one, titles: [...one.titles], move })
  expect(say({ direction: 'to', bucketName: 'Attic' })).toBe('moved “Alien” to “Attic”')
  expect(say({ direction: 'from', bucketName: 'Attic' })).toBe('moved “Alien” here from “Attic”')
  expect(say({ direction: 'to', bucketName: null })).toBe('moved “Alien” to another bucket')
})

describe('how long ago', () => {
  const now = Date.parse('2026-05-05T12:00:00.000Z')
  it.each([
    [-5, 'just now'],
    [0, 'just now'],
    [59.9, 'just now'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, '1 day ago'],
    [89.5 * 86_400, '89 days ago'],
  ])('%d seconds', (seconds, expected) => {
    expect(describeAgo(new Date(now - seconds * 1000).toISOString(), now)).toBe(expected)
  })
})

it('names a person as far as the reader may know', () => {
  expect(describePerson({ you: true, name: 'Ana' })).toBe('You')
  expect(describePerson({ you: false, name: 'Ana' })).toBe('Ana')
  expect(describePerson({ you: false, name: null })).toBe('Another person')
})
