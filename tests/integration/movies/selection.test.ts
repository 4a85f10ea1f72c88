import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { patchSelection, previewPatch, trashSelection } from '@/db/movies/selection'
import { undoChange } from '@/db/movies/undo'
import { FORMATS, LIMITS, type Movie, type MoviePatch } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { formatSearch } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie, anySearch } from '@/tests/support/models/arbitraries'
import { referenceList } from '@/tests/support/models/reference'

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string
let movies: Movie[]

beforeAll(async () => {
  owner = await addPerson('Ana')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
  movies = await putMovies(owner, bucketId, [
    { title: 'A', rating: 1, format: 'VHS' },
    { title: 'B', rating: 2, format: 'DVD' },
    { title: 'C', rating: 2, format: 'DVD' },
  ])
})

const run = <T>(work: (access: Access) => Promise<T>) => inBucket(owner, bucketId, 'editMovies', work)
const ids = (...at: number[]) => at.map((at) => movies[at]?.id ?? '')
const ratings = async () =>
  (await sql('select rating from movies where bucket_id = $1 order by id', [bucketId])).map(({ rating }) => rating)

describe('a bulk edit', () => {
  it('says beforehand how many it will change, and changes those', async () => {
    const selection = { matching: '', except: [] }
    expect(await run((access) => previewPatch(access, selection, { rating: 2 }))).toEqual({
      selected: 3,
      changing: 1,
    })
    expect(await run((access) => patchSelection(access, selection, { rating: 2 }))).toMatchObject({ count: 1 })
    expect(await ratings()).toEqual([2, 2, 2])
    const versions = await sql('select version from movies where bucket_id = $1 order by id', [bucketId])
    expect(versions.map(({ version }) => version)).toEqual([2, 1, 1])
  })

  it.each([
    ['some', () => ({ ids: ids(0, 2) }), [5, 2, 5]],
    ['one twice', () => ({ ids: ids(1, 1) }), [1, 5, 2]],
    ['what is not there', () => ({ ids: [newId()] }), [1, 2, 2]],
    ['all but one', () => ({ matching: '', except: ids(1) }), [5, 2, 5]],
    ['what a filter finds', () => ({ matching: 'format=DVD', except: [] }), [1, 5, 5]],
    ['what a filter finds but one', () => ({ matching: 'format=DVD&rating=2-', except: ids(2) }), [1, 5, 2]],
    ['what words find', () => ({ matching: 'q=b+format:dvd', except: [] }), [1, 5, 2]],
    ['all, wherever the page was', () => ({ matching: 'sort=-year&view=shelf&from=c', except: [] }), [5, 5, 5]],
  ])('of %s', async (_, selection: () => Selection, expected) => {
    const { selected } = await run((access) => previewPatch(access, selection(), { rating: 5 }))
    const { count } = await run((access) => patchSelection(access, selection(), { rating: 5 }))
    expect(await ratings()).toEqual(expected)
    expect([selected, count]).toEqual(Array(2).fill(expected.filter((rating) => rating === 5).length))
  })

  it('leaves other buckets and the trash alone', async () => {
    const other = await putMovies(owner, await addBucket(owner), [{ title: 'A', rating: 1 }])
    await run((access) => trashSelection(access, { ids: ids(0) }))
    await run((access) => patchSelection(access, { matching: '', except: [] }, { rating: 5 }))
    await run((access) => patchSelection(access, { ids: [...ids(0), other[0]?.id ?? ''] }, { rating: 5 }))
    expect(await ratings()).toEqual([1, 5, 5])
    expect(await sql('select rating, version from movies where id = $1', [other[0]?.id])).toEqual([
      { rating: 1, version: 1 },
    ])
  })

  it.each(['format=Betamax', 'rating=9', 'q=year:80s'])(
    'of a filter that does not fit is refused: %s',
    async (matching) => {
      for (const work of [
        (access: Access) => patchSelection(access, { matching, except: [] }, { rating: 5 }),
        (access: Access) => previewPatch(access, { matching, except: [] }, { rating: 5 }),
        (access: Access) => trashSelection(access, { matching, except: [] }),
      ])
        await expect(run<unknown>(work)).rejects.toMatchObject({ code: 'invalid' })
      expect(await ratings()).toEqual([1, 2, 2])
    },
  )

  it('of 1,000 is one change and one undo', async () => {
    await putMovies(
      owner,
      bucketId,
      Array.from({ length: 997 }, (_, at) => ({ title: `Movie ${at}`, rating: 1 + (at % 5) })),
    )
    const before = await ratings()
    const change = await run((access) =>
      patchSelection(access, { matching: '', except: [] }, { rating: 5, format: 'Streaming' }),
    )
    expect(new Set(await ratings())).toEqual(new Set([5]))
    expect(await run((access) => undoChange(access, change.changeId))).toMatchObject({ count: change.count, left: 0 })
    expect(await ratings()).toEqual(before)
  })

  it('with nothing to set is refused', async () => {
    const nothing = { rating: undefined } as unknown as MoviePatch
    for (const work of [patchSelection, previewPatch])
      await expect(run<unknown>((access) => work(access, { ids: ids(0) }, nothing))).rejects.toMatchObject({
        code: 'invalid',
      })
  })
})

describe('any bulk edit or deletion', () => {
  const changes = fc.record(
    { format: fc.constantFrom(...FORMATS), length: fc.integer(LIMITS.length), rating: fc.integer(LIMITS.rating) },
    { requiredKeys: ['rating'] },
  )

  it('does what its preview says, to what the list shows, and is undone whole', async () => {
    const all = await putMovies(owner, bucketId, fc.sample(anyMovie, { numRuns: 60, seed: 3 }))
    movies.push(...all)
    const content = () =>
      sql(
        'select id, title, format, length, release_year, rating, deleted_at from movies where bucket_id = $1 order by id',
        [bucketId],
      )
    const before = await content()
    await fc.assert(
      fc.asyncProperty(anySearch, fc.subarray(movies.map(({ id }) => id)), changes, async (search, except, changes) => {
        const selection = { matching: formatSearch(search), except }
        const shown = referenceList(movies, search).filter(({ id }) => !except.includes(id))
        const differing = shown.filter((movie) =>
          Object.entries(changes).some(([field, value]) => movie[field as keyof Movie] !== value),
        )
        const preview = await run((access) => previewPatch(access, selection, changes))
        expect(preview).toEqual({ selected: shown.length, changing: differing.length })
        const edit = await run((access) => patchSelection(access, selection, changes))
        expect(edit.count).toBe(differing.length)
        const touched = await sql<{ movie_id: string }>('select movie_id from movie_changes where change_id = $1', [
          edit.changeId,
        ])
        expect(touched.map(({ movie_id }) => movie_id).sort()).toEqual(differing.map(({ id }) => id).sort())
        if (edit.count > 0) await run((access) => undoChange(access, edit.changeId))
        expect(await content()).toEqual(before)

        const removal = await run((access) => trashSelection(access, selection))
        expect(removal.count).toBe(shown.length)
        const rest = await sql<{ id: string }>('select id from movies where bucket_id = $1 and deleted_at is null', [
          bucketId,
        ])
        expect(rest).toHaveLength(movies.length - shown.length)
        if (removal.count > 0) await run((access) => undoChange(access, removal.changeId))
        expect(await content()).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })
})
