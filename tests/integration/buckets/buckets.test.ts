import { beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { BUCKET_PAGE, findFirstBucketId, listBucketSummaries, listReadableBuckets } from '@/db/buckets/list'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import { deleteBucket, makeBucket, renameBucket, rotateKey, setSearchable, setVisibility } from '@/db/buckets/write'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { listMovies } from '@/db/movies/read'
import { trashSelection } from '@/db/movies/selection'
import { purgeExpired } from '@/db/purge'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { Operation } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { whileLocked } from '@/tests/support/database/locks'
import { sql } from '@/tests/support/database/sql'

type Someone = Awaited<ReturnType<typeof addPerson>>

let owner: Someone
let editor: Someone
let viewer: Someone
let stranger: Someone
let bucketId: string

beforeEach(async () => {
  owner = await addPerson('Ana')
  editor = await addPerson('Ben')
  viewer = await addPerson('Cleo')
  stranger = await addPerson('Dan')
  bucketId = await addBucket(owner)
  await grant(bucketId, { user: editor }, 'editor')
  await grant(bucketId, { user: viewer }, 'viewer')
})

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    (error) => error.code ?? error,
  )
const stored = async () => (await sql('select * from buckets where id = $1', [bucketId]))[0]
const read = (actor: Actor | null, address: string) =>
  inBucket(actor, address, 'readMovies', async (access) => (await listMovies(access, EMPTY_SEARCH)).movies.length)

describe('only the owner', () => {
  const functions: [string, Operation, Parameters<typeof inBucket<unknown>>[3]][] = [
    ['renames', 'renameBucket', (access) => renameBucket(access, 'Other')],
    ['deletes', 'deleteBucket', deleteBucket],
    ['opens', 'changeSharing', (access) => setVisibility(access, 'everyone')],
    ['rotates', 'changeSharing', rotateKey],
    ['makes searchable', 'changeSharing', (access) => setSearchable(access, true)],
  ]

  it.each(functions)('%s a bucket', async (_, operation, run) => {
    const before = await stored()
    const outcomes = [
      [editor, 'forbidden'],
      [viewer, 'forbidden'],
      [stranger, 'not_found'],
      [null, 'not_found'],
    ] as const
    for (const [actor, outcome] of outcomes) expect(await code(inBucket(actor, bucketId, operation, run))).toBe(outcome)
    expect(await stored()).toEqual(before)
    expect(await code(inBucket(owner, bucketId, operation, run))).toBe('ok')
    expect(await stored()).not.toEqual(before)
  })

  it.each(functions)('%s a bucket, and fails if it was transferred at that moment', async (_, operation, run) => {
    let after: unknown
    const attempt = inBucket(owner, bucketId, operation, async (access) => {
      await sql('update buckets set owner_id = $2 where id = $1', [bucketId, editor.userId])
      after = await stored()
      return run(access)
    })
    expect(await code(attempt)).toBe('not_found')
    expect(await stored()).toEqual(after)
  })

  it('restores or destroys what they deleted', async () => {
    await inBucket(owner, bucketId, 'deleteBucket', deleteBucket)
    for (const actor of [editor, viewer, stranger]) {
      expect(await code(restoreBucket(actor, bucketId))).toBe('not_found')
      expect(await code(destroyBucket(actor, bucketId))).toBe('not_found')
    }
    expect(await stored()).toMatchObject({ deleted_at: expect.any(Date) })
    expect(await code(restoreBucket(owner, bucketId))).toBe('ok')
  })
})

describe('a deleted bucket', () => {
  const remove = () => inBucket(owner, bucketId, 'deleteBucket', deleteBucket)

  it('exists for nobody, and comes back with its movies and its audience', async () => {
    await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }])
    await inBucket(owner, bucketId, 'changeSharing', (access) => setVisibility(access, 'everyone'))
    const { public_key: key } = (await stored()) as { public_key: string }
    await remove()
    for (const actor of [owner, editor, viewer, stranger, null]) {
      expect(await code(read(actor, bucketId))).toBe('not_found')
      expect(await code(read(actor, key))).toBe('not_found')
    }
    expect((await listReadableBuckets(owner)).map(({ id }) => id)).not.toContain(bucketId)
    const list = await listBucketSummaries(owner)
    expect(list.buckets.map(({ id }) => id)).toEqual([owner.bucketId])
    expect(list.trash).toEqual([{ id: bucketId, name: 'Private bucket', deletedAt: expect.any(String) }])
    expect((await listBucketSummaries(editor)).trash).toEqual([])

    await restoreBucket(owner, bucketId)
    expect(await read(viewer, bucketId)).toBe(2)
    expect(await read(null, key)).toBe(2)
  })

  it('is deleted for good when its owner asks for it, or after 30 days', async () => {
    await putMovies(owner, bucketId, [{ title: 'A' }])
    expect(await code(destroyBucket(owner, bucketId))).toBe('not_found')
    await remove()
    await destroyBucket(owner, bucketId)
    expect(await stored()).toBeUndefined()
    expect(await sql('select 1 from movies where bucket_id = $1', [bucketId])).toEqual([])

    bucketId = await addBucket(owner)
    await remove()
    await sql("update buckets set deleted_at = now() - interval '31 days' where id = $1", [bucketId])
    expect((await listBucketSummaries(owner)).trash).toEqual([])
    expect(await code(restoreBucket(owner, bucketId))).toBe('not_found')
    await purgeExpired()
    expect(await stored()).toBeUndefined()
  })

  it('cannot be restored twice, and no other id either', async () => {
    await remove()
    await restoreBucket(owner, bucketId)
    for (const id of [bucketId, newId(), 'x', '']) expect(await code(restoreBucket(owner, id))).toBe('not_found')
  })

  it('may be the last one', async () => {
    await remove()
    await inBucket(owner, owner.bucketId, 'deleteBucket', deleteBucket)
    expect(await findFirstBucketId(owner)).toBeNull()
    expect((await listBucketSummaries(owner)).trash.map(({ id }) => id)).toEqual([owner.bucketId, bucketId])
  })
})

describe('the list of one’s own buckets', () => {
  it('counts movies, people and groups, and says when one last changed', async () => {
    const [first] = await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])
    await inBucket(owner, bucketId, 'deleteMovies', (access) => trashSelection(access, { ids: [first?.id ?? ''] }))
    const groupId = await addGroup(owner, [stranger])
    await grant(bucketId, { groupId }, 'viewer')
    const made = await makeBucket(owner, 'New')
    const { buckets } = await listBucketSummaries(owner)
    expect(buckets.map(({ id }) => id)).toEqual([owner.bucketId, bucketId, made])
    expect(buckets[1]).toMatchObject({ visibility: 'private', movies: 2, people: 2, groups: 1 })
    expect(buckets[2]).toMatchObject({ name: 'New', movies: 0, people: 0, groups: 0 })
    expect(Math.abs(Date.parse(buckets[1]?.changedAt ?? '') - Date.now())).toBeLessThan(60_000)
  })

  it('knows the last change from the movies when the changes are too old', async () => {
    await putMovies(owner, bucketId, [{ title: 'A' }])
    const at = '2026-03-04T05:06:07.890Z'
    await sql('delete from movie_changes where bucket_id = $1', [bucketId])
    await sql("update buckets set created_at = '2020-01-01' where id = $1", [bucketId])
    await sql('update movies set updated_at = $2 where bucket_id = $1', [bucketId, at])
    expect((await listBucketSummaries(owner)).buckets.find(({ id }) => id === bucketId)?.changedAt).toBe(at)
  })

  it('holds none of others', async () => {
    expect((await listBucketSummaries(editor)).buckets.map(({ id }) => id)).toEqual([editor.bucketId])
  })
})

describe('the public page', () => {
  const show = (visibility: 'private' | 'everyone') =>
    inBucket(owner, bucketId, 'changeSharing', (access) => setVisibility(access, visibility))
  const key = async () => ((await stored()) as { public_key: string | null }).public_key ?? ''

  it('has no address before it is opened, and keeps it when it is shut and opened again', async () => {
    expect(await key()).toBe('')
    await show('private')
    expect(await key()).toBe('')
    await show('everyone')
    const first = await key()
    expect(first).toMatch(/^[\w-]{32}$/)
    for (const actor of [owner, stranger, null]) expect(await read(actor, first)).toBe(0)
    // By its id it is still only for those who have a role.
    expect(await code(read(stranger, bucketId))).toBe('not_found')
    await show('private')
    for (const actor of [stranger, null]) expect(await code(read(actor, first))).toBe('not_found')
    await show('everyone')
    expect(await key()).toBe(first)
  })

  it('keeps the address that it gets from another who opens it at the same time', async () => {
    const outcome = await whileLocked(
      ['select from buckets where id = $1 for update', [bucketId]],
      () => show('everyone'),
      (holder) => holder.query("update buckets set public_key = repeat('k', 32) where id = $1", [bucketId]),
    )
    expect(outcome).toEqual({ result: undefined })
    expect(await key()).toBe('k'.repeat(32))
  })

  it('gets a new address, and the old one is nobody’s at once', async () => {
    await show('everyone')
    const old = await key()
    const rotated = await inBucket(owner, bucketId, 'changeSharing', rotateKey)
    expect(rotated).toBe(await key())
    expect(rotated).not.toBe(old)
    for (const actor of [owner, stranger, null]) {
      expect(await code(read(actor, old))).toBe('not_found')
      expect(await code(read(actor, rotated))).toBe('ok')
    }
  })

  it('shows its key to nobody but the owner', async () => {
    await show('everyone')
    const shown = (actor: Actor | null, address: string) =>
      inBucket(actor, address, 'readMovies', async ({ bucket }) => bucket.publicKey)
    expect(await shown(owner, bucketId)).toBe(await key())
    expect(await shown(editor, bucketId)).toBeNull()
    expect(await shown(null, await key())).toBeNull()
    expect((await listReadableBuckets(viewer)).map(({ publicKey }) => publicKey)).toEqual([null, null])
  })
})

it('the buckets of a person come in pages, each with its neighbours', async () => {
  const person = await addPerson('Collector')
  const ids = [person.bucketId]
  for (let count = 1; count < 2 * BUCKET_PAGE + 1; count++) ids.push(await addBucket(person))
  const pageOf = async (after?: string) => {
    const { buckets, previous, next } = await listBucketSummaries(person, after)
    return { ids: buckets.map(({ id }) => id), previous, next }
  }
  const [one, two] = [ids[BUCKET_PAGE - 1], ids[2 * BUCKET_PAGE - 1]]
  expect(await pageOf()).toEqual({ ids: ids.slice(0, BUCKET_PAGE), previous: null, next: one })
  expect(await pageOf(one)).toEqual({ ids: ids.slice(BUCKET_PAGE, 2 * BUCKET_PAGE), previous: '', next: two })
  expect(await pageOf(two)).toEqual({ ids: ids.slice(2 * BUCKET_PAGE), previous: one, next: null })
  expect(await pageOf('no id')).toEqual(await pageOf())
})
