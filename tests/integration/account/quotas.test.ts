import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createToken } from '@/db/account/tokens'
import { getUsage } from '@/db/account/usage'
import { type Access, inBucket } from '@/db/buckets/access'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import { deleteBucket, makeBucket } from '@/db/buckets/write'
import { closePool } from '@/db/client'
import { confirmImport } from '@/db/import/confirm'
import { discardImport } from '@/db/import/undo'
import { addMovies } from '@/db/movies/add'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { purgeExpired } from '@/db/purge'
import { copyToMine } from '@/db/sharing/copy-bucket'
import { makeGroup } from '@/db/sharing/groups/write'
import { addInvitation, grant } from '@/tests/support/builders/grants'
import { stage } from '@/tests/support/builders/imports'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { whileLocked } from '@/tests/support/database/locks'
import { sql } from '@/tests/support/database/sql'

const LIMITS = {
  QUOTA_BUCKETS: '4',
  QUOTA_MOVIES: '20',
  QUOTA_GROUPS: '2',
  QUOTA_TOKENS: '3',
  QUOTA_STAGED_MB: '1',
  QUOTA_CHANGES: '30',
}
const ALL = { matching: '', except: [] }
const TOKEN = { name: 'script', scope: 'read', days: 1 } as const

let ana: Person
let ben: Person

beforeAll(async () => {
  await closePool()
  Object.assign(process.env, LIMITS)
})
afterAll(async () => {
  for (const name of Object.keys(LIMITS)) delete process.env[name]
  await closePool()
})
beforeEach(async () => {
  ;[ana, ben] = [await addPerson('Ana'), await addPerson('Ben')]
})

const used = async (person: Person) =>
  Object.fromEntries((await getUsage(person)).map(({ name, used }) => [name, used]))
const movies = (count: number) => Array.from({ length: count }, () => movie())
const refused = (...words: string[]) => ({
  code: 'conflict',
  message: expect.stringMatching(new RegExp(words.join('.*'))),
})

describe.each([
  [
    'buckets',
    4,
    1,
    (person: Person) => makeBucket(person, 'One more'),
    '5 buckets would be above your limit of 4 buckets',
  ],
  ['groups', 2, 0, (person: Person) => makeGroup(person, 'One more'), '3 groups would be above your limit of 2 groups'],
  ['tokens', 3, 0, (person: Person) => createToken(person, TOKEN), '4 tokens would be above your limit of 3 tokens'],
] as const)('%s', (name, most, first, make, message) => {
  it('are refused beyond the limit, by name and with what to do, to this person alone', async () => {
    for (let count: number = first; count < most; count++) await make(ana)
    await expect(make(ana)).rejects.toMatchObject(refused(message, 'Nothing was changed', 'first'))
    expect(await used(ana)).toMatchObject({ [name]: most })
    await make(ben)
  })

  it('hold when many are made at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => make(ana)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(most - first)
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
    expect(await used(ana)).toMatchObject({ [name]: most })
  })
})

it('buckets in the trash count, until they are deleted for good', async () => {
  for (let count = 1; count < 4; count++) await makeBucket(ana, 'One more')
  await inBucket(ana, ana.bucketId, 'deleteBucket', deleteBucket)
  await expect(makeBucket(ana, 'One more')).rejects.toMatchObject(refused('5 buckets', 'with|for good'))
  await restoreBucket(ana, ana.bucketId)
  await inBucket(ana, ana.bucketId, 'deleteBucket', deleteBucket)
  await destroyBucket(ana, ana.bucketId)
  await makeBucket(ana, 'One more')
})

it('a bucket that is given to a person counts as theirs', async () => {
  for (let count = 1; count < 4; count++) await makeBucket(ben, 'One more')
  await sql(
    `insert into invitations (id, bucket_id, email, role, invited_by, expires_at)
     values (gen_random_uuid(), $1, $2, 'owner', $3, now() + interval '1 day')`,
    [ana.bucketId, ben.email, ana.userId],
  )
  const [invitation] = await sql<{ id: string }>('select id from invitations where bucket_id = $1', [ana.bucketId])
  const { acceptInvitation } = await import('@/db/sharing/invitations/received')
  await expect(acceptInvitation(ben, invitation?.id ?? '')).rejects.toMatchObject(refused('5 buckets'))
  expect(await sql('select owner_id as id from buckets where id = $1', [ana.bucketId])).toEqual([{ id: ana.userId }])
})

it('a bucket that is given to a person brings its movies, which count as theirs', async () => {
  await putMovies(ana, ana.bucketId, movies(12))
  await putMovies(ben, ben.bucketId, movies(9))
  const id = await addInvitation(ana, ana, 'owner', { email: ben.email })
  const { acceptInvitation } = await import('@/db/sharing/invitations/received')
  await expect(acceptInvitation(ben, id)).rejects.toMatchObject(refused('21 movies would be above your limit of 20'))
  expect(await sql('select owner_id as id from buckets where id = $1', [ana.bucketId])).toEqual([{ id: ana.userId }])
})

describe('movies', () => {
  const add = (person: Person, bucketId: string, count: number) => putMovies(person, bucketId, movies(count))

  it('of all buckets together are limited, in every way in which they come', async () => {
    const second = await makeBucket(ana, 'Second')
    await add(ana, ana.bucketId, 12)
    await add(ana, second, 6)
    await expect(add(ana, second, 3)).rejects.toMatchObject(
      refused('21 movies would be above your limit of 20 movies', 'Empty a trash'),
    )
    await expect(copyToMine(ana, ana.bucketId, second)).rejects.toMatchObject(refused('30 movies'))
    await expect(copyToMine(ana, ana.bucketId, null)).rejects.toMatchObject(refused('30 movies'))
    const importId = await stage(
      ana,
      second,
      'Title,Format,Length,Year,Rating\nA,DVD,1,1990,1\nB,DVD,1,1990,1\nC,DVD,1,1990,1',
    )
    await expect(
      inBucket(ana, second, 'importMovies', (access) => confirmImport(access, importId)),
    ).rejects.toMatchObject(refused('21 movies'))
    expect(await used(ana)).toMatchObject({ buckets: 2, movies: 18 })
    await add(ana, second, 2)
  })

  it('are counted one after the other near a limit, and far from it nobody waits', async () => {
    const counting: [string, unknown[]] = ['select pg_advisory_xact_lock(hashtextextended($1, 2))', [ana.userId]]
    const one = () => add(ana, ana.bucketId, 1)
    await whileLocked(counting, one, async () => {})
    await closePool()
    Object.assign(process.env, { QUOTA_MOVIES: '10002', QUOTA_CHANGES: '1000000' })
    try {
      // A small change waits from 10,000 before the limit on, a large one always.
      await expect(whileLocked(counting, one, async () => {})).rejects.toThrow('without waiting')
      await whileLocked(counting, one, async () => {})
      process.env.QUOTA_MOVIES = '1000000'
      await closePool()
      await expect(whileLocked(counting, one, async () => {})).rejects.toThrow('without waiting')
      await whileLocked(
        counting,
        () => add(ana, ana.bucketId, 101),
        async () => {},
      )
    } finally {
      Object.assign(process.env, LIMITS)
      await closePool()
    }
  })

  it('count for the owner, of whom an editor learns no number', async () => {
    await grant(ana.bucketId, { user: ben }, 'editor')
    await add(ana, ana.bucketId, 19)
    await expect(add(ben, ana.bucketId, 2)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The owner of this bucket has reached a limit: 20 movies. Nothing was changed.',
    })
    await add(ben, ana.bucketId, 1)
    expect(await used(ben)).toMatchObject({ movies: 0 })
  })

  it('in the trash count until it is emptied', async () => {
    await add(ana, ana.bucketId, 20)
    await inBucket(ana, ana.bucketId, 'deleteMovies', (access) => trashSelection(access, ALL))
    await expect(add(ana, ana.bucketId, 1)).rejects.toMatchObject(refused('21 movies'))
    const until = new Date(Date.now() + 1000).toISOString()
    await inBucket(ana, ana.bucketId, 'emptyTrash', (access) => emptyTrash(access, { until }))
    await add(ana, ana.bucketId, 1)
  })

  it('hold when many are added at once, to several buckets', async () => {
    const second = await makeBucket(ana, 'Second')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 14 }, (_, n) => add(ana, n % 2 ? second : ana.bucketId, 3)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
    expect(await used(ana)).toMatchObject({ movies: 18 })
  })
})

describe('the history', () => {
  const edit = (rating: number) =>
    inBucket(ana, ana.bucketId, 'editMovies', (access) => patchSelection(access, ALL, { rating }))

  it('keeps the latest changes of a person within the limit, whole ones, and refuses what is out of all bounds', async () => {
    const { changeId: added } = await inBucket(ana, ana.bucketId, 'addMovies', (access) =>
      addMovies(
        access,
        movies(12).map((one) => ({ ...one, rating: 1 })),
      ),
    )
    for (const rating of [2, 3, 4]) await edit(rating)
    const last = await edit(5)
    expect(await used(ana)).toMatchObject({ changes: 60 })
    await expect(edit(1)).rejects.toMatchObject(refused('72 changes', 'limit of 60 changes', 'within an hour'))
    await purgeExpired()
    expect(await used(ana)).toMatchObject({ changes: 36 })
    await expect(
      inBucket(ana, ana.bucketId, 'undoChange', (access) => undoChange(access, added)),
    ).rejects.toMatchObject({ code: 'not_found' })
    const undone = await inBucket(ana, ana.bucketId, 'undoChange', (access) => undoChange(access, last.changeId))
    expect(undone).toMatchObject({ count: 12, left: 0 })
  })
})

describe('the history of several people at once', () => {
  it('is trimmed to the limit of each, as if the others were not there', async () => {
    const last = new Map<Person, string>()
    for (const person of [ana, ben]) {
      await putMovies(person, person.bucketId, movies(10))
      for (const length of [91, 92, 93, 94]) {
        const { changeId } = await inBucket(person, person.bucketId, 'editMovies', (access) =>
          patchSelection(access, ALL, { length }),
        )
        last.set(person, changeId)
      }
      expect(await used(person)).toMatchObject({ changes: 50 })
    }
    await purgeExpired()
    for (const [person, changeId] of last) {
      // The limit is 30: three changes of ten movies each.
      expect(await used(person)).toMatchObject({ changes: 30 })
      const undone = inBucket(person, person.bucketId, 'undoChange', (access) => undoChange(access, changeId))
      expect(await undone).toMatchObject({ count: 10 })
    }
  })
})

describe('unfinished imports', () => {
  const rows = (count: number, title = 'Film') =>
    `Title,Format,Length,Year,Rating${Array.from({ length: count }, (_, n) => `\n${title} ${n},DVD,1,1990,1`).join('')}`
  const staged = async () => (await used(ana)).staged_bytes ?? 0

  it('count with all of their rows, however many are stored at once', async () => {
    await stage(ana, ana.bucketId, rows(1000))
    const first = await staged()
    // Rows are stored 2,000 at a time.
    await stage(ana, ana.bucketId, rows(5000))
    expect(await staged()).toBeGreaterThan(5 * first)
  })

  it.each([
    ['confirmed', (access: Access, id: string): Promise<unknown> => confirmImport(access, id)],
    ['discarded', discardImport],
  ])('do not count any more when they are %s', async (_, finish) => {
    const [kept, done] = [await stage(ana, ana.bucketId, rows(3)), await stage(ana, ana.bucketId, rows(5, 'Other'))]
    const both = await staged()
    await inBucket(ana, ana.bucketId, 'importMovies', (access) => finish(access, done))
    expect(await staged()).toBeLessThan(both)
    await inBucket(ana, ana.bucketId, 'importMovies', (access) => finish(access, kept))
    expect(await staged()).toBe(0)
  })

  const commas = (bytes: number) => `Title,Year\n${`x${','.repeat(498)}\n`.repeat(bytes / 500)}`

  it('are limited by what they take to store, and leave nothing when they are refused', async () => {
    const small = await stage(ana, ana.bucketId, commas(100_000))
    expect((await used(ana)).staged_bytes).toBeGreaterThan(100_000)
    await expect(stage(ana, ana.bucketId, commas(6_000_000))).rejects.toMatchObject(
      refused('MB would be above your limit of 1 MB', 'discard'),
    )
    expect(await sql('select id from imports where bucket_id = $1', [ana.bucketId])).toEqual([{ id: small }])
    await stage(ben, ben.bucketId, commas(100_000))
    await inBucket(ana, ana.bucketId, 'importMovies', (access) => discardImport(access, small))
    expect(await used(ana)).toMatchObject({ staged_bytes: 0 })
  })
})
