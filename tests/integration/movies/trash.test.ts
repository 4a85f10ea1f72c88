import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { listTrash } from '@/db/movies/list-trash'
import { countAllMovies } from '@/db/movies/read'
import { trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash } from '@/db/movies/trash'
import { purgeExpired } from '@/db/purge'
import type { Movie } from '@/domain/movies/movie'
import { addBucket } from '@/tests/support/builders/buckets'
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
  movies = await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])
  ids = movies.map(({ id }) => id)
})

const run = <T>(work: (access: Access) => Promise<T>) => inBucket(owner, bucketId, 'restoreMovies', work)
const remove = (...ids: string[]) => run((access) => trashSelection(access, { ids }))
const trash = (from?: string) => inBucket(owner, bucketId, 'readTrash', (access) => listTrash(access, from))
const rows = () => sql('select * from movies where bucket_id = $1 order by id', [bucketId])
const deletedAgo = (id: string | undefined, interval: string) =>
  sql('update movies set deleted_at = now() - $2::interval where id = $1', [id, interval])

describe('the trash', () => {
  it('holds what was deleted, the latest first, and when', async () => {
    await remove(ids[0] ?? '')
    await deletedAgo(ids[0], '1 hour')
    await remove(ids[2] ?? '')
    const { movies: trashed, total } = await trash()
    expect(total).toBe(2)
    expect(trashed.map(({ id }) => id)).toEqual([ids[2], ids[0]])
    const { deletedAt, ...rest } = trashed[0] ?? { deletedAt: '' }
    expect(rest).toEqual(movies[2])
    expect(Date.now() - Date.parse(deletedAt)).toBeLessThan(60_000)
    expect(new Date(deletedAt).toISOString()).toBe(deletedAt)
  })

  it('shows 100 and counts all', async () => {
    await putMovies(owner, bucketId, Array(130).fill({ title: 'Many' }))
    await run((access) => trashSelection(access, { matching: '', except: [] }))
    const { movies, total } = await trash()
    expect([movies.length, total]).toEqual([100, 133])
  })

  it('shows nothing of other buckets', async () => {
    const other = await addBucket(owner)
    await putMovies(owner, other, [{ title: 'Elsewhere' }])
    await inBucket(owner, other, 'deleteMovies', (access) => trashSelection(access, { matching: '', except: [] }))
    expect(await trash()).toEqual({ movies: [], total: 0, newest: null, next: null })
  })

  it('shows a movie for 30 days', async () => {
    await remove(...ids)
    await deletedAgo(ids[0], '29 days 23 hours')
    await deletedAgo(ids[1], '30 days 1 second')
    const { movies, total } = await trash()
    expect(movies.map(({ id }) => id)).toEqual([ids[2], ids[0]])
    expect(total).toBe(2)
  })
})

describe('a long trash', () => {
  it('comes in pages, each movie once, though all were deleted at the same moment', async () => {
    const many = await putMovies(owner, bucketId, Array(247).fill({ title: 'Sequel' }))
    await remove(...ids, ...many.map(({ id }) => id))
    const seen: string[] = []
    let sizes: number[] = []
    for (let from: string | undefined = ''; from !== undefined; ) {
      const { movies, total, next }: Awaited<ReturnType<typeof trash>> = await trash(from)
      expect(total).toBe(250)
      seen.push(...movies.map(({ id }) => id))
      sizes = [...sizes, movies.length]
      from = next ?? undefined
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(new Set(seen)).toEqual(new Set([...ids, ...many.map(({ id }) => id)]))
    expect((await trash('nonsense_x')).movies).toHaveLength(100)
  })

  it('is emptied of what was there when it was looked at', async () => {
    await remove(ids[0] ?? '')
    await deletedAgo(ids[0], '1 minute')
    const { newest } = await trash()
    await remove(ids[1] ?? '')
    expect(await run((access) => emptyTrash(access, { until: newest ?? '' }))).toBe(1)
    expect((await trash()).movies.map(({ id }) => id)).toEqual([ids[1]])
  })
})

describe('restoring', () => {
  it('leaves what is over after 30 days, though nobody has purged it yet', async () => {
    await remove(...ids)
    await deletedAgo(ids[1], '30 days 1 second')
    expect(await run((access) => restoreFromTrash(access, ids))).toMatchObject({ count: 2 })
  })

  it('gives the identical row back', async () => {
    const before = await rows()
    await remove(...ids)
    expect(await run((access) => restoreFromTrash(access, ids))).toMatchObject({ count: 3 })
    expect(await rows()).toEqual(before)
  })

  it('passes over what is not in the trash', async () => {
    const [elsewhere] = await putMovies(owner, await addBucket(owner), [{ title: 'Elsewhere' }])
    await sql('update movies set deleted_at = now() where id = $1', [elsewhere?.id])
    await remove(ids[0] ?? '')
    expect(await run((access) => restoreFromTrash(access, [...ids, newId(), elsewhere?.id ?? '']))).toMatchObject({
      count: 1,
    })
    expect(await inBucket(owner, bucketId, 'readMovies', countAllMovies)).toBe(3)
    expect(await sql('select 1 from movies where id = $1 and deleted_at is null', [elsewhere?.id])).toEqual([])
  })
})

describe('deleting for good', () => {
  it('takes the ones given, and only out of the trash', async () => {
    await remove(ids[0] ?? '', ids[1] ?? '')
    expect(await run((access) => emptyTrash(access, [ids[0] ?? '', ids[2] ?? '', newId()]))).toBe(1)
    expect((await rows()).map(({ id }) => id)).toEqual(ids.slice(1))
  })

  it('takes all of it, and nothing that is live or elsewhere', async () => {
    const other = await addBucket(owner)
    await putMovies(owner, other, [{ title: 'Elsewhere' }])
    await inBucket(owner, other, 'deleteMovies', (access) => trashSelection(access, { matching: '', except: [] }))
    await remove(ids[0] ?? '', ids[1] ?? '')
    expect(await run((access) => emptyTrash(access, { until: new Date().toISOString() }))).toBe(2)
    expect((await rows()).map(({ id }) => id)).toEqual(ids.slice(2))
    expect(await sql('select 1 from movies where bucket_id = $1', [other])).toHaveLength(1)
  })
})

describe('the purge', () => {
  it('takes what is over and nothing else', async () => {
    await remove(...ids.slice(0, 2))
    await deletedAgo(ids[0], '30 days 1 second')
    await deletedAgo(ids[1], '29 days 23 hours')
    await sql('delete from movie_changes')
    const change = (age: string) =>
      sql(
        `insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_at, changed_by)
         values ($1, $2, $2, 'add', 1, now() - $3::interval, $4)`,
        [bucketId, newId(), age, owner.userId],
      )
    await change('90 days 1 second')
    await change('89 days 23 hours')
    const session = (ends: string) =>
      sql(`insert into sessions (id, token_hash, user_id, expires) values ($1, $2, $3, now() + $4::interval)`, [
        newId(),
        `hash ${ends}`,
        owner.userId,
        ends,
      ])
    await session('-1 second')
    await session('1 minute')
    const limit = (age: string) =>
      sql(`insert into rate_limits (key, window_start, count) values ($1, now() - $2::interval, 1)`, [
        `key ${age}`,
        age,
      ])
    await limit('25 hours')
    await limit('23 hours')

    await purgeExpired()

    expect((await rows()).map(({ id }) => id)).toEqual(ids.slice(1))
    expect(await sql('select 1 from movie_changes')).toHaveLength(1)
    expect(await sql("select token_hash from sessions where token_hash like 'hash%'")).toEqual([
      { token_hash: 'hash 1 minute' },
    ])
    expect(await sql("select key from rate_limits where key like 'key%'")).toEqual([{ key: 'key 23 hours' }])
  })
})
