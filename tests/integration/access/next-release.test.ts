import { beforeAll, expect, it } from 'vitest'
import { deleteUser, previewDeletion } from '@/db/account/deletion'
import { inBucket, inFirstBucket } from '@/db/buckets/access'
import { listBucketDetails } from '@/db/buckets/details'
import { findFirstBucketId, listBucketSummaries, listReadableBuckets, listSwitcherBuckets } from '@/db/buckets/list'
import { destroyBucket, restoreBucket } from '@/db/buckets/trash'
import { deleteBucket } from '@/db/buckets/write'
import { asActor } from '@/db/client'
import { listOwnBuckets } from '@/db/export'
import { searchEverywhere } from '@/db/movies/search-everywhere'
import { inGroup } from '@/db/sharing/groups/access'
import { listGroupBuckets } from '@/db/sharing/groups/list'
import { openPerspective } from '@/db/sharing/perspective'
import { listShared } from '@/db/sharing/shared-buckets'
import { takeColumnsAway } from '@/tests/support/database/next-release'
import { sql } from '@/tests/support/database/sql'
import { createWorld, SECRET } from '@/tests/support/models/world'

beforeAll(takeColumnsAway)

it('is tried without the columns', async () => {
  const world = await createWorld()
  const viewer = world.actor['viewer by grant'] ?? world.owner
  for (const column of ['public_key', 'owner_id']) {
    const read = asActor(viewer, { write: false }, (db) => db.execute(`select ${column} from buckets`))
    await expect(read).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await listReadableBuckets(viewer)).toMatchObject([{ publicKey: null }, { publicKey: null }])
  const { key, bucketId } = world.target['visitor, signed in']
  expect(await inBucket(world.owner, bucketId, 'readMovies', async ({ bucket }) => bucket.publicKey)).toBe(key)
})

it('lists, searches, transfers, deletes and restores buckets, and counts what an account holds', async () => {
  const world = await createWorld()
  const { owner } = world
  const [viewer, member] = [world.actor['viewer by grant'] ?? owner, world.actor['viewer by group'] ?? owner]
  const { bucketId } = world.target.owner
  expect(await listSwitcherBuckets(viewer)).toMatchObject({ buckets: [{ ownerName: null }, { ownerName: 'Owner' }] })
  expect(await listBucketDetails(viewer)).toMatchObject([{ role: 'owner' }, { id: bucketId, ownerName: 'Owner' }])
  expect(await listShared(viewer)).toMatchObject([{ id: bucketId, ownerName: 'Owner' }])
  expect((await listBucketSummaries(owner)).buckets.map(({ id }) => id)).toContain(bucketId)
  expect(await findFirstBucketId(viewer)).toBe((await listReadableBuckets(viewer))[0]?.id)
  expect(await inFirstBucket(viewer, 'readMovies', async ({ bucket }) => bucket.role)).toBe('owner')
  expect((await listOwnBuckets(owner)).map(({ id }) => id)).toContain(bucketId)
  const { hits } = await searchEverywhere(viewer, SECRET)
  expect(hits.map(({ mine, ownerName }) => ({ mine, ownerName }))).toEqual(
    Array.from({ length: 2 }, () => ({ mine: false, ownerName: 'Owner' })),
  )
  const [group] = await sql<{ id: string }>('select group_id as id from group_members where user_id = $1', [
    member.userId,
  ])
  expect(await inGroup(member, group?.id ?? '', 'readGroup', listGroupBuckets)).toMatchObject([{ owner: 'Owner' }])
  expect(await openPerspective(owner, bucketId, { kind: 'person', id: viewer.userId })).toMatchObject({
    role: 'viewer',
  })
  expect(await previewDeletion(owner)).toMatchObject({ buckets: 3, movies: 4, inTrash: 2 })
  await inBucket(owner, bucketId, 'deleteBucket', deleteBucket)
  await restoreBucket(owner, bucketId)
  await inBucket(owner, bucketId, 'deleteBucket', deleteBucket)
  await destroyBucket(owner, bucketId)
  await deleteUser(owner)
})
