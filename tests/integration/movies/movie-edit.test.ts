import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { patchMovies } from '@/db/movies/patch'
import { getMovie } from '@/db/movies/read'
import type { VersionedPatch } from '@/domain/movies/change'
import type { Movie } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { AppError } from '@/domain/result'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { TOO_LONG } from '@/tests/support/builders/out-of-limits'
import { addPerson } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string
let movie: Movie

beforeAll(async () => {
  owner = await addPerson('Ana')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
  const [first] = await putMovies(owner, bucketId, [{ title: 'Alien' }])
  if (!first) throw new Error('no movie was added')
  movie = first
})

const edit = (...edits: VersionedPatch[]) =>
  inBucket(owner, bucketId, 'editMovies', (access) => patchMovies(access, edits))
const read = (id: string) => inBucket(owner, bucketId, 'readMovies', (access) => getMovie(access, id))
const row = async (id: string) => (await sql('select * from movies where id = $1', [id]))[0]
const changesOf = (id: string) => sql('select * from movie_changes where movie_id = $1 order by change_id', [id])

describe('adding', () => {
  it('stores what was given, who by, and nothing else', async () => {
    const [added] = await putMovies(owner, bucketId, [
      { title: 'The Thing', format: 'VHS', length: 109, releaseYear: 1982, rating: 4 },
    ])
    const stored = await row(added?.id ?? '')
    expect(stored).toMatchObject({
      bucket_id: bucketId,
      title: 'The Thing',
      sort_title: 'thing\tthe',
      format: 'VHS',
      length: 109,
      release_year: 1982,
      rating: 4,
      version: 1,
      created_by: owner.userId,
      updated_by: owner.userId,
      deleted_at: null,
      deleted_by: null,
    })
    expect(stored?.created_at).toEqual(stored?.updated_at)
    expect(stored?.created_at).toEqual(new Date(added?.createdAt ?? ''))
  })

  it('keeps the order given, any number at once', async () => {
    const titles = Array.from({ length: 700 }, (_, at) => `Movie ${700 - at}`)
    const added = await putMovies(
      owner,
      bucketId,
      titles.map((title) => ({ title })),
    )
    expect(added.map(({ title }) => title)).toEqual(titles)
    expect([...added].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(added)
  })

  it('of no movie at all is a change of nothing', async () => {
    expect(await putMovies(owner, bucketId, [])).toEqual([])
  })
})

describe('editing', () => {
  it('changes the fields given, the version and who by; the rest stays', async () => {
    const before = await row(movie.id)
    const [outcome] = await edit({ id: movie.id, version: 1, changes: { title: 'A Bug’s Life', rating: 2 } })
    expect(outcome).toMatchObject({
      status: 'saved',
      movie: { title: 'A Bug’s Life', rating: 2, version: 2, length: 117 },
    })
    expect(await row(movie.id)).toEqual({
      ...before,
      title: 'A Bug’s Life',
      sort_title: sortTitle('A Bug’s Life'),
      rating: 2,
      version: 2,
      updated_at: expect.any(Date),
    })
  })

  it.each([{ title: 'Other' }, { format: 'VHS' as const }, { length: 1 }, { releaseYear: 1800 }, { rating: 1 }])(
    'takes each field alone: %j',
    async (changes) => {
      expect(await edit({ id: movie.id, version: 1, changes })).toMatchObject([
        { status: 'saved', movie: { ...movie, ...changes, version: 2, updatedAt: expect.any(String) } },
      ])
    },
  )

  it('of a stale version changes nothing and brings the current movie', async () => {
    await edit({ id: movie.id, version: 1, changes: { rating: 1 } })
    const before = await row(movie.id)
    const [outcome] = await edit({ id: movie.id, version: 1, changes: { rating: 3, title: 'Mine' } })
    const current = await read(movie.id)
    const lastEdit = { by: { you: true, name: 'Ana' }, at: current.updatedAt, added: false }
    expect(outcome).toEqual({ id: movie.id, status: 'conflict', movie: { ...current, lastEdit } })
    expect(await row(movie.id)).toEqual(before)
    expect(await changesOf(movie.id)).toHaveLength(2)
  })

  it.each([0, 2, 2 ** 31, Number.MAX_SAFE_INTEGER])('of a version there never was is stale: %d', async (version) => {
    expect(await edit({ id: movie.id, version, changes: { rating: 3 } })).toMatchObject([{ status: 'conflict', movie }])
  })

  it('of what is not there is gone: unknown, in the trash, in another bucket', async () => {
    const [elsewhere] = await putMovies(owner, await addBucket(owner), [{ title: 'Elsewhere' }])
    const [deleted] = await putMovies(owner, bucketId, [{ title: 'Deleted' }])
    await sql('update movies set deleted_at = now() where id = $1', [deleted?.id])
    const before = await row(elsewhere?.id ?? '')
    for (const id of [newId(), deleted?.id ?? '', elsewhere?.id ?? ''])
      expect(await edit({ id, version: 1, changes: { rating: 1 } })).toEqual([{ id, status: 'gone' }])
    expect(await row(elsewhere?.id ?? '')).toEqual(before)
  })

  it('of several movies tells for each how it ended', async () => {
    const [a, b] = await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }])
    const outcomes = await edit(
      { id: a?.id ?? '', version: 1, changes: { rating: 1 } },
      { id: b?.id ?? '', version: 9, changes: { rating: 1 } },
      { id: newId(), version: 1, changes: { rating: 1 } },
      { id: a?.id ?? '', version: 2, changes: { rating: 2 } },
      { id: a?.id ?? '', version: 1, changes: { rating: 3 } },
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['saved', 'conflict', 'gone', 'saved', 'conflict'])
    expect(await read(a?.id ?? '')).toMatchObject({ rating: 2, version: 3 })
  })

  it('of one version by 100 at once is saved for one and a conflict for 99', async () => {
    // Held until several of them have begun, so that they do meet: as many as one person may have at once.
    const holder = await testDatabase().admin.connect()
    await holder.query('begin')
    await holder.query('select from movies where id = $1 for update', [movie.id])
    const attempts = Array.from({ length: 100 }, async (_, at) => {
      // More than the pool waits for at once: whoever finds no connection comes again.
      for (;;) {
        const attempt = edit({ id: movie.id, version: 1, changes: { length: at } })
        const outcome = await attempt.catch((error: unknown) => error)
        if (!(outcome instanceof AppError && outcome.code === 'unavailable')) return outcome
      }
    })
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await sql(waiting)).length < 4) await new Promise((resolve) => setTimeout(resolve, 10))
    await holder.query('commit')
    holder.release()
    const outcomes = (await Promise.all(attempts)).flat() as { status: string; movie: Movie }[]
    const saved = outcomes.filter(({ status }) => status === 'saved')
    const refused = outcomes.filter(({ status }) => status === 'conflict')
    expect([saved.length, refused.length]).toEqual([1, 99])
    const now = await read(movie.id)
    expect(now).toEqual(saved[0]?.movie)
    expect(now.version).toBe(2)
    for (const { movie } of refused) expect(movie).toMatchObject(now)
    expect(await changesOf(movie.id)).toHaveLength(2)
  })

  it('past the schema is refused whole: nothing is half written', async () => {
    const before = [await row(movie.id), await changesOf(movie.id)]
    const [other] = await putMovies(owner, bucketId, [{ title: 'Other' }])
    const attempt = edit(
      { id: other?.id ?? '', version: 1, changes: { rating: 1 } },
      { id: movie.id, version: 1, changes: { title: TOO_LONG, length: 1 } },
    )
    await expect(attempt).rejects.toThrow('movies_title')
    expect([await row(movie.id), await changesOf(movie.id)]).toEqual(before)
    expect(await read(other?.id ?? '')).toEqual(other)
  })

  it('with nothing to change is refused', async () => {
    await expect(edit({ id: movie.id, version: 1, changes: {} })).rejects.toMatchObject({ code: 'invalid' })
    const undefinedOnly = { rating: undefined } as unknown as VersionedPatch['changes']
    await expect(edit({ id: movie.id, version: 1, changes: undefinedOnly })).rejects.toMatchObject({ code: 'invalid' })
    expect(await read(movie.id)).toEqual(movie)
  })
})

describe('one movie', () => {
  it.each(['', 'x', "' or true --", '00000000-0000-0000-0000-00000000000'])(
    'that cannot be is not found: %j',
    async (id) => {
      await expect(read(id)).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  it('is not found in the trash and in another bucket', async () => {
    const [elsewhere] = await putMovies(owner, await addBucket(owner), [{ title: 'Elsewhere' }])
    await sql('update movies set deleted_at = now() where id = $1', [movie.id])
    for (const id of [movie.id, elsewhere?.id ?? '', newId()])
      await expect(read(id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
