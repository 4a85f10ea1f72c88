import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { countByMark } from '@/db/movies/rail'
import { listMovies, PAGE_SIZE } from '@/db/movies/read'
import { trashSelection } from '@/db/movies/selection'
import type { Movie } from '@/domain/movies/movie'
import { decodeCursor, encodeCursor } from '@/domain/search/cursor'
import { EMPTY_SEARCH, type Position, type Search } from '@/domain/search/search'
import { SORT_KEYS, type Sort } from '@/domain/search/sort'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie, anySearch } from '@/tests/support/models/arbitraries'
import { referenceCursor, referenceList, referenceMark } from '@/tests/support/models/reference'

let owner: Awaited<ReturnType<typeof addPerson>>
let all: Movie[]

const SORTS: Sort[] = SORT_KEYS.flatMap((key) => [false, true].map((descending) => ({ key, descending })))
const nameOf = ({ key, descending }: Sort) => `${key}${descending ? ' descending' : ''}`
const sorts = SORTS.map((sort) => [nameOf(sort), sort] as const)

const list = (search: Search, bucketId = owner.bucketId) =>
  inBucket(owner, bucketId, 'readMovies', (access) => listMovies(access, search))
const count = (search: Search) => inBucket(owner, owner.bucketId, 'readMovies', (access) => countByMark(access, search))
const ids = (movies: Movie[]) => movies.map(({ id }) => id)

beforeAll(async () => {
  owner = await addPerson('Ana')
  // Few values of each kind, so that most orders are decided by the id.
  const any = fc.sample(anyMovie, { numRuns: 250, seed: 1 })
  const alike = Array.from({ length: 170 }, (_, at) =>
    movie({
      title: ['The Thing', 'thing', 'An Échange', 'Zardoz', '12', '千', 'a'][at % 7] ?? '',
      releaseYear: 1980 + (at % 3),
      length: 90 + (at % 2),
      rating: 1 + (at % 5),
    }),
  )
  const batches = [any.slice(0, 100), alike, any.slice(100)]
  all = []
  for (const batch of batches) all.push(...(await putMovies(owner, owner.bucketId, batch)))
})

describe.each(sorts)('the order by %s', (_, sort) => {
  const search: Search = { ...EMPTY_SEARCH, sort }

  it('is that of a plain sort, read forwards', async () => {
    const read: Movie[] = []
    let position: Position | undefined
    do {
      const page = await list({ ...search, position })
      expect(page.previous === null).toBe(read.length === 0)
      read.push(...page.movies)
      position = page.next ? { at: 'after', cursor: page.next } : undefined
    } while (position)
    expect(read).toEqual(referenceList(all, search))
  })

  it('and read backwards', async () => {
    const expected = referenceList(all, search)
    const last = expected.at(-1)
    const read: Movie[] = last ? [last] : []
    let position: Position | undefined = last && { at: 'before', cursor: referenceCursor(sort.key, last) }
    while (position) {
      const page = await list({ ...search, position })
      expect(page.next).not.toBeNull()
      read.unshift(...page.movies)
      position = page.previous ? { at: 'before', cursor: page.previous } : undefined
    }
    expect(read).toEqual(expected)
  })

  it('has a rail whose marks count every movie and begin where they say', async () => {
    const expected = referenceList(all, search)
    const { total, rail } = await count(search)
    expect(total).toBe(all.length)
    if (sort.key === 'added') return expect(rail).toEqual([])
    let before = 0
    for (const { mark, count } of rail) {
      const marked = expected.slice(before, before + count)
      expect(marked.map((movie) => referenceMark(sort, movie))).toEqual(Array(count).fill(mark))
      const page = await list({ ...search, position: { at: 'from', mark } })
      expect(ids(page.movies)).toEqual(ids(expected.slice(before, before + PAGE_SIZE)))
      expect(page.previous === null).toBe(before === 0)
      before += count
    }
    expect(before).toBe(total)
  })
})

describe('any page', () => {
  it('of any search holds what a plain filter and sort put there', async () => {
    const state = anySearch.map(({ position: _, ...search }) => search)
    // Most random words find nothing: words that are there find something.
    const q = fc.constantFrom('', '', 'thing', 'a', 'e 1', 'ech', '%', '_', 'the')
    const place = fc.record({ at: fc.constantFrom('after' as const, 'before' as const), row: fc.nat() })
    await fc.assert(
      fc.asyncProperty(state, q, fc.option(place), async (state, q, place) => {
        const search: Search = { ...state, q }
        const expected = referenceList(all, search)
        const row = place && expected.length > 0 ? place.row % expected.length : undefined
        const beside = row === undefined ? undefined : expected[row]
        if (!place || !beside || row === undefined) {
          expect(ids((await list(search)).movies)).toEqual(ids(expected.slice(0, PAGE_SIZE)))
          return
        }
        const { key } = search.sort
        const cursor = decodeCursor(encodeCursor(referenceCursor(key, beside)), key)
        if (!cursor) throw new Error('the cursor did not come back')
        const page = await list({ ...search, position: { at: place.at, cursor } })
        const slice =
          place.at === 'after'
            ? expected.slice(row + 1, row + 1 + PAGE_SIZE)
            : expected.slice(Math.max(0, row - PAGE_SIZE), row)
        expect(ids(page.movies)).toEqual(ids(slice))
        if (place.at === 'after') expect(page.next === null).toBe(row + 1 + PAGE_SIZE >= expected.length)
        else expect(page.previous === null).toBe(row <= PAGE_SIZE)
      }),
      { numRuns: 150 },
    )
  })

  it('of any search is counted, by marks too', async () => {
    await fc.assert(
      fc.asyncProperty(anySearch, async (search) => {
        const expected = referenceList(all, search)
        const { total, rail } = await count(search)
        expect(total).toBe(expected.length)
        if (search.sort.key === 'added') return
        expect(rail.flatMap(({ mark, count }) => Array(count).fill(mark))).toEqual(
          expected.map((movie) => referenceMark(search.sort, movie)),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('pages of movies that were stored under an older rule', () => {
  it('show each exactly once', async () => {
    const bucketId = await addBucket(owner)
    const movies = await putMovies(
      owner,
      bucketId,
      Array.from({ length: 250 }, (_, at) => ({ title: `The ${at}` })),
    )
    await sql("update movies set sort_title = 'the ' || split_part(sort_title, e'\\t', 1) where bucket_id = $1", [
      bucketId,
    ])
    const seen: string[] = []
    let position: Position | undefined
    do {
      const page = await list({ ...EMPTY_SEARCH, position }, bucketId)
      seen.push(...ids(page.movies))
      position = page.next ? { at: 'after', cursor: page.next } : undefined
    } while (position && seen.length <= movies.length)
    expect(seen.sort()).toEqual(ids(movies).sort())
  })
})

describe('pages while the list changes', () => {
  const changes = fc.record({
    added: fc.array(anyMovie, { maxLength: 8 }),
    deleted: fc.array(fc.nat(), { maxLength: 8 }),
  })

  it.each(sorts)('show each movie that stays exactly once, by %s', async (_, sort) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMovie, { minLength: 220, maxLength: 260 }),
        fc.array(changes, { minLength: 2 }),
        async (first, steps) => {
          const bucketId = await addBucket(owner)
          const movies = await putMovies(owner, bucketId, first)
          const gone = new Set<string>()
          const seen: string[] = []
          let position: Position | undefined
          do {
            const page = await list({ ...EMPTY_SEARCH, sort, position }, bucketId)
            seen.push(...ids(page.movies))
            const step = steps.shift()
            if (step) {
              await putMovies(owner, bucketId, step.added)
              const picked = step.deleted.flatMap((at) => movies[at % movies.length]?.id ?? [])
              for (const id of picked) gone.add(id)
              if (picked.length > 0)
                await inBucket(owner, bucketId, 'deleteMovies', (access) => trashSelection(access, { ids: picked }))
            }
            position = page.next ? { at: 'after', cursor: page.next } : undefined
          } while (position)
          expect(new Set(seen).size).toBe(seen.length)
          const stayed = ids(movies).filter((id) => !gone.has(id))
          expect(seen.filter((id) => stayed.includes(id)).sort()).toEqual(stayed.sort())
        },
      ),
      { numRuns: 2 },
    )
  })
})
