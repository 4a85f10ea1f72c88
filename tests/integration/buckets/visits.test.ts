import * as fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listPublicPage, readPublicStats } from '@/app/p/[key]/open-page'
import { type Access, inBucket } from '@/db/buckets/access'
import { perVersion, takeVisit } from '@/db/buckets/visits'
import { setVisibility } from '@/db/buckets/write'
import { newId } from '@/db/ids'
import { copySelection, moveSelection } from '@/db/movies/move'
import { countByMark } from '@/db/movies/rail'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { purgeExpired } from '@/db/purge'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH, type Search } from '@/domain/search/search'
import type { Operation } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie, anySearch } from '@/tests/support/models/arbitraries'

const ALL = { matching: '', except: [] }
const MINUTE = 60_000

let owner: Person
let bucketId: string
let otherId: string
let key: string

beforeAll(async () => {
  owner = await addPerson('Owner')
})
beforeEach(async () => {
  ;[bucketId, otherId] = [await addBucket(owner), await addBucket(owner)]
  await inBucket(owner, bucketId, 'changeSharing', (access) => setVisibility(access, 'everyone'))
  const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [bucketId])
  key = row?.key ?? ''
})

afterEach(() => void vi.useRealTimers())

const run = <T>(operation: Operation, work: (access: Access) => Promise<T>, id = bucketId) =>
  inBucket(owner, id, operation, work)
const ids = async (where: string) =>
  (await sql<{ id: string }>(`select id from movies where bucket_id = $1 and ${where} limit 2`, [bucketId])).map(
    ({ id }) => id,
  )

/** What a visitor is shown, and what a member reads at the same moment. */
async function both(search: Search): Promise<[unknown, unknown]> {
  const read = async (access: Access) => ({
    ...(await countByMark(access, search)),
    stats: await getStats(access, search),
  })
  return [await inBucket(null, key, 'readMovies', read), await run('readMovies', read)]
}

// Everything that changes which movies a bucket shows, through the app and past it.
const STEPS: Record<string, (seed: number) => Promise<unknown>> = {
  add: () => putMovies(owner, bucketId, fc.sample(anyMovie, 3)),
  edit: (seed) => run('editMovies', (access) => patchSelection(access, ALL, { rating: 1 + (seed % 5) })),
  editOne: async (seed) => {
    const some = await ids('deleted_at is null')
    return run('editMovies', (access) => patchSelection(access, { ids: some }, { length: seed % 400 }))
  },
  trash: async () => {
    const some = await ids('deleted_at is null')
    return run('deleteMovies', (access) => trashSelection(access, { ids: some }))
  },
  restore: async () => {
    const some = await ids('deleted_at is not null')
    return run('restoreMovies', (access) => restoreFromTrash(access, some))
  },
  moveOut: async () => {
    const some = await ids('deleted_at is null')
    return run('moveMovies', (access) => moveSelection(access, otherId, { ids: some }))
  },
  moveIn: () => run('moveMovies', (access) => moveSelection(access, bucketId, ALL), otherId),
  copyIn: () => run('addMovies', (access) => copySelection(access, otherId, ALL)),
  undo: async (seed) => {
    const changes = await sql<{ id: string }>(
      'select distinct change_id as id from movie_changes where bucket_id = $1',
      [bucketId],
    )
    const change = changes[seed % Math.max(1, changes.length)]
    return change && run('undoChange', (access) => undoChange(access, change.id))
  },
  emptyTrash: () => run('emptyTrash', (access) => emptyTrash(access, { until: new Date().toISOString() })),
  pastTheApp: (seed) =>
    sql('update movies set release_year = $2 where bucket_id = $1', [bucketId, 1900 + (seed % 100)]),
  nothing: async () => {},
  purge: () => purgeExpired(),
}

describe('what visitors of a public page are shown', () => {
  it('equals what is there after every change of any kind', async () => {
    const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(1000))
    const searches = fc.array(anySearch, { minLength: 1, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 15 }), searches, async (steps, some) => {
        for (const [name, seed] of steps) {
          await STEPS[name]?.(seed)
          for (const search of [EMPTY_SEARCH, ...some]) {
            const [shown, read] = await both(search)
            expect(shown, name).toEqual(read)
          }
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('is that of the moment even if a change began before the visit and is committed after it', async () => {
    await putMovies(owner, bucketId, [{}])
    const [first, second] = [makeGate(), makeGate()]
    // Begun in one order and committed in the other: the newest id of a change would hide the later one.
    const changing = [first, second].map((gate, at) =>
      run('editMovies', async (access) => {
        await access.db.execute(
          `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
           values ('${bucketId}', '${newId()}', 'T${at}', 't${at}', 'DVD', 1, 1990, 1, '${owner.userId}', '${owner.userId}')`,
        )
        gate.reached()
        await gate.opened
      }),
    )
    await Promise.all([first.isReached, second.isReached])
    const totals = async () => (await listPublicPage(key, EMPTY_SEARCH)).total
    expect(await totals()).toBe(1)
    second.open()
    await changing[1]
    expect(await totals()).toBe(2)
    first.open()
    await changing[0]
    expect(await totals()).toBe(3)
  })

  it('is read once for each version, each search and each kind, by visitors alone', async () => {
    await putMovies(owner, bucketId, [{}])
    let reads = 0
    const read = (what: string, search: Search, actor: Person | null = null) =>
      inBucket(actor, actor ? bucketId : key, 'readMovies', (access) =>
        perVersion(access, what, search, async () => ++reads),
      )
    expect(await read('a', EMPTY_SEARCH)).toBe(1)
    expect(await read('a', EMPTY_SEARCH)).toBe(1)
    expect(await read('b', EMPTY_SEARCH)).toBe(2)
    expect(await read('a', { ...EMPTY_SEARCH, q: 'x' })).toBe(3)
    expect(await read('a', { ...EMPTY_SEARCH, sort: { key: 'year', descending: false } })).toBe(4)
    // A member is never given a visitor's result, nor the other way round.
    expect(await read('a', EMPTY_SEARCH, owner)).toBe(5)
    expect(await read('a', EMPTY_SEARCH)).toBe(1)
    await putMovies(owner, otherId, [{}])
    expect(await read('a', EMPTY_SEARCH)).toBe(1)
    await putMovies(owner, bucketId, [{}])
    expect(await read('a', EMPTY_SEARCH)).toBe(6)
  })

  it('is read anew after ten minutes, as statistics also depend on the day', async () => {
    const start = Date.now()
    let reads = 0
    const readAt = (ms: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: start + ms })
      return inBucket(null, key, 'readMovies', (access) => perVersion(access, 'a', EMPTY_SEARCH, async () => ++reads))
    }
    const seen: number[] = []
    for (const ms of [0, 10 * MINUTE - 1, 10 * MINUTE, 20 * MINUTE - 1, 20 * MINUTE]) seen.push(await readAt(ms))
    expect(seen).toEqual([1, 1, 2, 2, 3])
  })

  it('of two buckets is never mixed up', async () => {
    await inBucket(owner, otherId, 'changeSharing', (access) => setVisibility(access, 'everyone'))
    const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [otherId])
    await putMovies(owner, bucketId, [{}])
    expect((await listPublicPage(key, EMPTY_SEARCH)).total).toBe(1)
    expect((await listPublicPage(row?.key ?? '', EMPTY_SEARCH)).total).toBe(0)
  })
})

describe('a public page that is searched all the time', () => {
  it('refuses searches beyond its limit, but is open as it is, and so are other pages', async () => {
    const search = { ...EMPTY_SEARCH, q: 'brazil' }
    await inBucket(null, key, 'readMovies', async (access) => {
      for (let n = 0; n < 300; n++) takeVisit(access, search)
    })
    for (const read of [listPublicPage, readPublicStats])
      await expect(read(key, search)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) })
    expect((await listPublicPage(key, EMPTY_SEARCH)).total).toBe(0)
    await inBucket(owner, otherId, 'readMovies', async (access) => takeVisit(access, search))
  })

  // The pages that were searched longest ago are forgotten; this one is never among them.
  it('refuses them however many other pages are searched meanwhile, until a minute is over', async () => {
    const search = { ...EMPTY_SEARCH, q: 'brazil' }
    const start = Date.now()
    await inBucket(null, key, 'readMovies', async (access) => {
      const minute = (since: number) => {
        vi.useFakeTimers({ toFake: ['Date'], now: since })
        for (let n = 0; n < 300; n++) {
          takeVisit(access, search)
          takeVisit({ ...access, bucket: { ...access.bucket, id: newId() } }, search)
        }
        vi.setSystemTime(since + MINUTE - 1)
        expect(() => takeVisit(access, search)).toThrow('in 1 seconds')
      }
      for (const n of [0, 1, 2]) minute(start + n * MINUTE)
    })
  })
})

it('the writes of a bucket sum up to its movies, and go with it', async () => {
  await putMovies(owner, bucketId, [{}, {}, {}])
  await STEPS.trash?.(1)
  await STEPS.moveOut?.(1)
  await STEPS.emptyTrash?.(1)
  const held = (id: string) =>
    sql(
      `select coalesce((select sum(movies)::int from bucket_writes where bucket_id = $1), 0) as noted,
      (select count(*)::int from movies where bucket_id = $1) as there`,
      [id],
    )
  for (const id of [bucketId, otherId]) {
    const [row] = (await held(id)) as { noted: number; there: number }[]
    expect(row?.noted).toBe(row?.there)
  }
  await putMovies(owner, bucketId, [{}])
  await sql('delete from buckets where id = any($1)', [[bucketId, otherId]])
  expect(await sql('select from bucket_writes where bucket_id = any($1)', [[bucketId, otherId]])).toEqual([])
})

function makeGate() {
  let reached = () => {}
  let open = () => {}
  const isReached = new Promise<void>((resolve) => {
    reached = resolve
  })
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { reached: () => reached(), open: () => open(), isReached, opened }
}
