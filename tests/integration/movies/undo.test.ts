import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { addMovie, addMovies } from '@/db/movies/add'
import { patchMovies } from '@/db/movies/patch'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import type { Movie } from '@/domain/movies/movie'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string
let movies: Movie[]
let ids: string[]

beforeAll(async () => {
  owner = await addPerson('Ana')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
  movies = await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'The B', rating: 1 }, { title: 'C', length: 90 }])
  ids = movies.map(({ id }) => id)
})

const run = <T>(work: (access: Access) => Promise<T>) => inBucket(owner, bucketId, 'undoChange', work)
const undo = (changeId: string) => run((access) => undoChange(access, changeId))
const remove = (...ids: string[]) => run((access) => trashSelection(access, { ids }))
const rows = () => sql('select * from movies where bucket_id = $1 order by id', [bucketId])
const live = async () => (await rows()).filter(({ deleted_at }) => deleted_at === null).map(({ id }) => id)
/** What somebody would call the same: everything but the version and when and by whom it was last changed. */
const content = async () => (await rows()).map(({ version: _, updated_at: __, updated_by: ___, ...rest }) => rest)

async function edit(at: number, changes: Partial<Movie>, version = 1) {
  const [outcome] = await run((access) => patchMovies(access, [{ id: ids[at] ?? '', version, changes }]))
  if (outcome?.status !== 'saved') throw new Error(`the edit ended as ${outcome?.status}`)
  return outcome.changeId
}

describe('undoing a deletion', () => {
  it('brings the identical rows back, in every column', async () => {
    const before = await rows()
    const { changeId, count } = await remove(...ids.slice(0, 2))
    expect(count).toBe(2)
    expect(await live()).toEqual(ids.slice(2))
    expect(await undo(changeId)).toMatchObject({ count: 2, left: 0 })
    expect(await rows()).toEqual(before)
  })

  it('works an hour later and whoever does it', async () => {
    const before = await rows()
    const { changeId } = await remove(...ids)
    await sql("update movies set deleted_at = deleted_at - interval '1 hour' where bucket_id = $1", [bucketId])
    await sql("update movie_changes set changed_at = changed_at - interval '1 hour' where change_id = $1", [changeId])
    await undo(changeId)
    expect(await rows()).toEqual(before)
  })

  it('leaves a movie that was restored and deleted again, and says so', async () => {
    const { changeId } = await remove(...ids)
    await run((access) => restoreFromTrash(access, ids.slice(0, 1)))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await remove(ids[0] ?? '')
    expect(await undo(changeId)).toMatchObject({ count: 2, left: 1 })
    expect(await live()).toEqual(ids.slice(1))
  })

  it('cannot bring back what was deleted for good, and says so', async () => {
    const { changeId } = await remove(...ids)
    await run((access) => emptyTrash(access, ids.slice(0, 1)))
    expect(await undo(changeId)).toMatchObject({ count: 2, left: 1 })
  })
})

describe('undoing an edit', () => {
  it('brings every former value back', async () => {
    const before = await content()
    const changes = { title: 'Other', format: 'VHS' as const, length: 1, releaseYear: 1900, rating: 3 }
    const changeId = await edit(1, changes)
    expect(await content()).not.toEqual(before)
    expect(await undo(changeId)).toMatchObject({ count: 1, left: 0 })
    expect(await content()).toEqual(before)
    expect((await rows())[1]?.version).toBe(3)
  })

  it('of many brings all back in one', async () => {
    const before = await content()
    const { changeId, count } = await run((access) =>
      patchSelection(access, { matching: '', except: [] }, { rating: 1, format: 'Streaming' }),
    )
    expect(count).toBe(3)
    expect(await undo(changeId)).toMatchObject({ count: 3, left: 0 })
    expect(await content()).toEqual(before)
  })

  it('leaves later edits alone and says how many', async () => {
    const { changeId } = await run((access) => patchSelection(access, { ids }, { rating: 2 }))
    await edit(0, { title: 'Later' }, 2)
    await remove(ids[2] ?? '')
    const [later, , deleted] = await rows()
    expect(await undo(changeId)).toMatchObject({ count: 1, left: 2 })
    const after = await rows()
    expect([after[0], after[2]]).toEqual([later, deleted])
    expect(after[1]).toMatchObject({ rating: 1, title: 'The B' })
  })

  it('a second time undoes nothing more', async () => {
    const changeId = await edit(0, { rating: 1 })
    await undo(changeId)
    const before = await rows()
    expect(await undo(changeId)).toMatchObject({ count: 0, left: 1 })
    expect(await rows()).toEqual(before)
  })
})

describe('undoing an addition', () => {
  it('moves what was added into the trash', async () => {
    const { changeId } = await run((access) => addMovies(access, [movie({ title: 'New' }), movie({ title: 'Newer' })]))
    expect(await live()).toHaveLength(5)
    expect(await undo(changeId)).toMatchObject({ count: 2, left: 0 })
    expect(await live()).toEqual(ids)
    expect(await rows()).toHaveLength(5)
  })

  it('leaves what was edited since', async () => {
    const added = await run((access) => addMovies(access, [movie({ title: 'New' }), movie({ title: 'Newer' })]))
    ids.push(...added.movies.map(({ id }) => id))
    await edit(3, { rating: 1 })
    expect(await undo(added.changeId)).toMatchObject({ count: 1, left: 1 })
    expect(await live()).toEqual(ids.slice(0, 4))
  })
})

describe('undoing a restoration', () => {
  it('moves it into the trash again', async () => {
    await remove(...ids)
    const { changeId } = await run((access) => restoreFromTrash(access, ids.slice(1)))
    expect(await live()).toEqual(ids.slice(1))
    expect(await undo(changeId)).toMatchObject({ count: 2, left: 0 })
    expect(await live()).toEqual([])
  })
})

describe('redo', () => {
  it('is undoing the undo, as often as one likes', async () => {
    const before = await content()
    let { changeId } = await run((access) => patchSelection(access, { ids }, { rating: 2, length: 3 }))
    const edited = await content()
    for (const expected of [before, edited, before, edited]) {
      const undone = await undo(changeId)
      expect(undone).toMatchObject({ count: 3, left: 0 })
      expect(await content()).toEqual(expected)
      changeId = undone.changeId
    }
  })

  it('of a deletion is the deletion again', async () => {
    const before = await rows()
    let { changeId } = await remove(...ids)
    for (const expected of [ids, [], ids]) {
      ;({ changeId } = await undo(changeId))
      expect(await live()).toEqual(expected)
    }
    expect(await rows()).toEqual(before)
  })

  it('after the next change is still possible, one by one', async () => {
    const before = await content()
    const first = await edit(0, { rating: 1 })
    const second = await edit(0, { rating: 2 }, 2)
    expect(await undo(first)).toMatchObject({ count: 0, left: 1 })
    expect(await undo(second)).toMatchObject({ count: 1 })
    expect((await rows())[0]).toMatchObject({ rating: 1, version: 4 })
    expect(await content()).not.toEqual(before)
  })
})

describe('a change of more movies than one statement takes', () => {
  it('is one change all the same, and undone as one', async () => {
    await sql(
      `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       select $1, gen_random_uuid(), 'M' || n, 'm' || n, 'DVD', n % 500, 1950, 1 + n % 5, $2, $2 from generate_series(1, 12000) n`,
      [bucketId, owner.userId],
    )
    const before = await content()
    const all = { matching: '', except: [] }
    const edited = await run((access) => patchSelection(access, all, { format: 'VHS', length: 1 }))
    expect(edited.count).toBe(12_003)
    expect(new Set((await rows()).map(({ format, length }) => `${format} ${length}`))).toEqual(new Set(['VHS 1']))
    expect(await undo(edited.changeId)).toMatchObject({ count: 12_003, left: 0 })
    expect(await content()).toEqual(before)
    const deleted = await run((access) => trashSelection(access, all))
    expect(deleted.count).toBe(12_003)
    expect(await live()).toEqual([])
    expect(await undo(deleted.changeId)).toMatchObject({ count: 12_003, left: 0 })
    expect(await content()).toEqual(before)
  })
})

describe('a movie that is added under an id', () => {
  it('is added once, and the second time comes back with the change that added it', async () => {
    const id = newId()
    const add = (rating: number) => run((access) => addMovie(access, { ...movie({ title: 'Ran', rating }), id }))
    const first = await add(3)
    expect(first).toMatchObject({ count: 1, movie: { id, rating: 3 } })
    expect(await add(5)).toEqual(first)
    await undo(first.changeId)
    expect(await add(5).catch(({ code }) => code)).toBe('conflict')
  })
})

describe('a change that is unknown', () => {
  it.each(['', 'x', "' or true --", newId()])('is not found: %j', async (changeId) => {
    await expect(undo(changeId)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is one of another bucket too', async () => {
    const { changeId } = await remove(...ids)
    const before = await rows()
    const other = await addBucket(owner)
    await expect(inBucket(owner, other, 'undoChange', (access) => undoChange(access, changeId))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await rows()).toEqual(before)
  })
})

describe('two at once', () => {
  it('undo one change once', async () => {
    const { changeId } = await run((access) => patchSelection(access, { ids }, { rating: 2 }))
    // As many as one person's share of the connections: none of them waits for a turn.
    const undone = await Promise.all(Array.from({ length: 4 }, () => undo(changeId)))
    expect(undone.map(({ count }) => count).sort()).toEqual([0, 0, 0, 3])
    expect((await rows()).map(({ version }) => version)).toEqual([3, 3, 3])
  })
})
