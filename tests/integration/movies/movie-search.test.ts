import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { countByMark } from '@/db/movies/rail'
import { findDuplicates, listMovies } from '@/db/movies/read'
import type { Movie } from '@/domain/movies/movie'
import { EMPTY_SEARCH, type Search } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { anyMovie } from '@/tests/support/models/arbitraries'
import { referenceList } from '@/tests/support/models/reference'

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string
let all: Movie[]

const TITLES = [
  'Amélie',
  'The Matrix',
  'The Matrix Reloaded',
  'Matrix, Die',
  '100% Wolf',
  '100 Wolves',
  'Snake_Eyes',
  'Snake Eyes',
  'C:\\Users',
  "'Til Dawn",
  '[REC]',
  'Straße der Träume',
  'Οδυσσεύς',
  'Москва слезам не верит',
  '千と千尋の神隠し',
  '👩‍🚀 Gravity',
]

beforeAll(async () => {
  owner = await addPerson('Ana')
  bucketId = owner.bucketId
  const broad = Array.from({ length: 1300 }, (_, at) =>
    movie({
      title: `Star ${at}`,
      format: at % 2 ? 'DVD' : 'VHS',
      releaseYear: 1900 + (at % 200),
      rating: 1 + (at % 5),
    }),
  )
  all = await putMovies(owner, bucketId, [
    ...TITLES.map((title) => movie({ title })),
    ...broad,
    ...fc.sample(anyMovie, { numRuns: 100, seed: 2 }),
  ])
  // What must never turn up: the same titles in another bucket, and in the trash.
  await putMovies(
    owner,
    await addBucket(owner),
    TITLES.map((title) => ({ title })),
  )
})

async function find(change: Partial<Search>): Promise<{ titles: string[]; total: number }> {
  const search = { ...EMPTY_SEARCH, ...change }
  return inBucket(owner, bucketId, 'readMovies', async (access) => {
    const { movies } = await listMovies(access, search)
    const { total } = await countByMark(access, search)
    const expected = referenceList(all, search)
    expect(movies).toEqual(expected.slice(0, 100))
    expect(total).toBe(expected.length)
    return { titles: movies.map(({ title }) => title), total }
  })
}

describe('search words', () => {
  it.each([
    ['amelie', ['Amélie']],
    ['AMÉLIE', ['Amélie']],
    ['Ame\u0301lie', ['Amélie']],
    ['matrix the', ['The Matrix', 'The Matrix Reloaded']],
    ['the matrix reloaded', ['The Matrix Reloaded']],
    ['matr rel', ['The Matrix Reloaded']],
    ['strasse traume', ['Straße der Träume']],
    ['ΟΔΥΣ', ['Οδυσσεύς']],
    ['москва', ['Москва слезам не верит']],
    ['千尋', ['千と千尋の神隠し']],
    ['gravity', ['👩‍🚀 Gravity']],
    ['matrix zzz', []],
  ])('%s', async (q, titles) => {
    expect((await find({ q })).titles).toEqual(titles)
  })

  it.each([
    ['100%', ['100% Wolf']],
    ['%', ['100% Wolf']],
    ['_', ['Snake_Eyes']],
    ['snake_', ['Snake_Eyes']],
    ['e_e', ['Snake_Eyes']],
    ['\\', ['C:\\Users']],
    ['c:\\u', ['C:\\Users']],
    ['\\%', []],
    ["'til", ["'Til Dawn"]],
    ["' or '1'='1", []],
    ['[rec]', ['[REC]']],
  ])('are taken literally: %s', async (q, titles) => {
    const random = new Set(all.slice(-100).map(({ title }) => title))
    expect((await find({ q })).titles.filter((title) => !random.has(title))).toEqual(titles)
  })

  it.each(['star', 'Star 1', 'ar 12', 'st', 'a', 's t', 'star 777', 'star star', '1', '12 star 9'])(
    'of one movie or of more than a thousand: %s',
    async (q) => {
      await find({ q })
      await find({ q, formats: ['DVD'], rating: { min: 4 }, sort: { key: 'year', descending: true } })
    },
  )

  it('on both sides of a thousand hits', async () => {
    expect((await find({ q: 'star' })).total).toBe(1300)
    expect((await find({ q: 'star 11' })).total).toBeLessThan(1000)
    // Exactly at the switch from looking up by index to reading in order.
    const count = async (q: string, bucket: string) =>
      inBucket(owner, bucket, 'readMovies', async (access) => (await countByMark(access, { ...EMPTY_SEARCH, q })).total)
    const edge = await addBucket(owner)
    for (const expected of [1000, 1001]) {
      await putMovies(owner, edge, expected === 1000 ? Array(1000).fill({ title: 'Edge' }) : [{ title: 'Edge' }])
      expect(await count('edge', edge)).toBe(expected)
    }
  })

  it('of any text are those of a plain search', async () => {
    const part = fc.constantFrom(...all.map(({ title }) => title)).chain((title) => {
      const characters = [...title]
      return fc
        .tuple(fc.nat(characters.length), fc.nat(12))
        .map(([from, size]) => characters.slice(from, from + size).join(''))
    })
    const q = fc.array(fc.oneof(part, fc.constantFrom('%', '_', '\\', 'the', "'")), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(q, async (parts) => {
        await find({ q: parts.join(' ').replaceAll('\0', '') })
      }),
      { numRuns: 100 },
    )
  })
})

describe('filters', () => {
  it.each([
    { formats: ['VHS'] },
    { formats: ['VHS', 'DVD'] },
    { formats: ['VHS', 'DVD', 'Streaming'] },
    { year: { min: 1980, max: 1989 } },
    { year: { min: 2050 } },
    { year: { max: 1900 } },
    { length: { min: 117, max: 117 } },
    { rating: { min: 4 } },
    { q: 'star', formats: ['DVD'], year: { min: 1950 }, rating: { max: 2 } },
  ] satisfies Partial<Search>[])('%j', async (filter) => {
    expect((await find(filter)).total).toBeGreaterThan(0)
  })
})

describe('a title that may be there already', () => {
  const duplicates = (given: { title: string; releaseYear?: number; except?: string }) =>
    inBucket(owner, bucketId, 'readMovies', async (access) =>
      (await findDuplicates(access, given)).map(({ title }) => title),
    )

  it.each(['The Matrix', 'the  matrix', ' THE MATRIX ', 'Thé Mâtrix'])('is noted as %s', async (title) => {
    expect(await duplicates({ title, releaseYear: 1979 })).toEqual(['The Matrix'])
  })

  it('is noted up to a year before and after', async () => {
    for (const releaseYear of [1978, 1979, 1980])
      expect(await duplicates({ title: 'Amelie', releaseYear })).toHaveLength(1)
    for (const releaseYear of [1977, 1981]) expect(await duplicates({ title: 'Amelie', releaseYear })).toEqual([])
    expect(await duplicates({ title: 'Amelie' })).toHaveLength(1)
  })

  it('is not noted beside itself', async () => {
    const [itself] = all.filter(({ title }) => title === 'Amélie')
    expect(await duplicates({ title: 'Amélie', releaseYear: 1979, except: itself?.id })).toEqual([])
  })

  it('is noted three times at most', async () => {
    await putMovies(owner, bucketId, Array(5).fill({ title: 'Solaris' }))
    expect(await duplicates({ title: 'Solaris' })).toHaveLength(3)
  })

  it.each([
    { title: 'Another' },
    { title: '' },
    { title: 'a\0b' },
    { title: '\ud83c' },
    { title: 'Amélie', releaseYear: 2 ** 31 },
    { title: 'Amélie', releaseYear: Number.MAX_SAFE_INTEGER },
    { title: 'Amélie', releaseYear: -40_000 },
    { title: 'Amélie', releaseYear: 1, except: 'x' },
  ])('is not noted for %j', async (given) => {
    expect(await duplicates(given)).toEqual([])
  })
})
