import { beforeEach, describe, expect, it } from 'vitest'
import { deleteUser, previewDeletion } from '@/db/account/deletion'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { searchEverywhere } from '@/db/movies/search-everywhere'
import { trashSelection } from '@/db/movies/selection'
import { undoChange } from '@/db/movies/undo'
import { copyToMine } from '@/db/sharing/copy-bucket'
import { leaveBucket, listShared } from '@/db/sharing/shared-buckets'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Person = Awaited<ReturnType<typeof addPerson>>
let ana: Person
let ben: Person
let zoe: Person
let bucketId: string

beforeEach(async () => {
  ana = await addPerson('Ana')
  ben = await addPerson('Ben')
  zoe = await addPerson('Zoe')
  bucketId = await addBucket(ana)
})

describe('the list of shared buckets', () => {
  it('says whose, in which role, through what, how much and how new', async () => {
    await putMovies(ana, bucketId, [{ title: 'Alien' }, { title: 'Jaws' }])
    const club = await addGroup(zoe, [ben])
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { groupId: club }, 'editor')
    const [shared, ...rest] = await listShared(ben)
    expect(rest).toEqual([])
    const { changedAt, ...told } = shared ?? { changedAt: null }
    expect(told).toEqual({
      id: bucketId,
      name: 'Private bucket',
      ownerName: 'Ana',
      role: 'editor',
      direct: true,
      groups: [{ id: club, name: 'Film Club' }],
      movies: 2,
    })
    expect(Math.abs(Date.now() - Date.parse(changedAt ?? ''))).toBeLessThan(60_000)
  })

  it('holds none that are the reader’s own, open, deleted or taken back', async () => {
    await addBucket(ana, { visibility: 'everyone' })
    const club = await addGroup(ana, [ana, ben])
    await grant(bucketId, { groupId: club }, 'viewer')
    expect(await listShared(ana)).toEqual([])
    expect(await listShared(zoe)).toEqual([])
    expect(await listShared(ben)).toMatchObject([{ id: bucketId, direct: false, movies: 0, changedAt: null }])
    await sql('update buckets set deleted_at = now() where id = $1', [bucketId])
    expect(await listShared(ben)).toEqual([])
    await sql('update buckets set deleted_at = null where id = $1', [bucketId])
    await sql('delete from group_members where user_id = $1', [ben.userId])
    expect(await listShared(ben)).toEqual([])
  })
})

describe('leaving', () => {
  const leave = (actor: Actor) => inBucket(actor, bucketId, 'leaveBucket', leaveBucket)

  it('gives up the reader’s own grant and nobody else’s', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { user: zoe }, 'viewer')
    expect(await leave(ben)).toEqual({ groups: [] })
    expect(await listShared(ben)).toEqual([])
    expect(await listShared(zoe)).toHaveLength(1)
    await expect(leave(ben)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('names the groups that still lead there', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    await grant(bucketId, { groupId: await addGroup(zoe, [ben]) }, 'viewer')
    expect(await leave(ben)).toEqual({ groups: ['Film Club'] })
    expect(await listShared(ben)).toMatchObject([{ role: 'viewer', direct: false }])
    await expect(leave(ben)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Film Club') })
  })

  it('is not for the owner', async () => {
    await expect(leave(ana)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(leave(zoe)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('copying to a bucket of the reader’s own', () => {
  const titles = async (id: string) =>
    (
      await sql<{ title: string }>('select title from movies where bucket_id = $1 and deleted_at is null order by id', [
        id,
      ])
    ).map(({ title }) => title)

  beforeEach(async () => {
    const movies = await putMovies(ana, bucketId, [{ title: 'Alien' }, { title: 'Gone' }, { title: 'Jaws' }])
    const ids = [movies[1]?.id ?? '']
    await inBucket(ana, bucketId, 'deleteMovies', (access) => trashSelection(access, { ids }))
    await grant(bucketId, { user: ben }, 'viewer')
  })

  it('makes a private bucket of the same name', async () => {
    const { bucketId: copy, count } = await copyToMine(ben, bucketId, null)
    expect(count).toBe(2)
    expect(await titles(copy)).toEqual(['Alien', 'Jaws'])
    expect(await sql('select owner_id, name, visibility from buckets where id = $1', [copy])).toEqual([
      { owner_id: ben.userId, name: 'Private bucket', visibility: 'private' },
    ])
    expect(await titles(bucketId)).toEqual(['Alien', 'Jaws'])
  })

  it('adds to a bucket the reader may change, as one change that can be undone', async () => {
    await putMovies(ben, ben.bucketId, [{ title: 'Mine' }])
    expect(await copyToMine(ben, bucketId, ben.bucketId)).toEqual({ bucketId: ben.bucketId, count: 2 })
    expect(await titles(ben.bucketId)).toEqual(['Mine', 'Alien', 'Jaws'])
    const [change] = await sql<{ id: string }>(
      'select distinct change_id as id from movie_changes where bucket_id = $1 order by 1 desc limit 1',
      [ben.bucketId],
    )
    await inBucket(ben, ben.bucketId, 'undoChange', (access) => undoChange(access, change?.id ?? ''))
    expect(await titles(ben.bucketId)).toEqual(['Mine'])
  })

  it('reads only where the reader may read, writes only where they may write, and leaves nothing half done', async () => {
    const count = async () => (await sql<{ n: number }>('select count(*)::int as n from buckets'))[0]?.n
    const before = await count()
    await expect(copyToMine(zoe, bucketId, null)).rejects.toMatchObject({ code: 'not_found' })
    await expect(copyToMine(zoe, bucketId, zoe.bucketId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(copyToMine(ben, ben.bucketId, bucketId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(copyToMine(ben, bucketId, zoe.bucketId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(copyToMine(ben, ben.bucketId, ben.bucketId)).rejects.toMatchObject({ code: 'invalid' })
    expect(await count()).toBe(before)
  })
})

describe('one search over everything', () => {
  const find = async (actor: Actor, text: string) =>
    (await searchEverywhere(actor, text)).hits.map(({ title, format, mine, ownerName }) => [
      title,
      format,
      mine,
      ownerName,
    ])

  beforeEach(async () => {
    await putMovies(ana, bucketId, [
      { title: 'The Thing', format: 'VHS' },
      { title: 'Alien', format: 'DVD' },
    ])
    await putMovies(ben, ben.bucketId, [{ title: 'Alien', format: 'Streaming' }, { title: 'Aliens' }])
    await putMovies(zoe, zoe.bucketId, [{ title: 'Alien secret' }])
    await grant(bucketId, { user: ben }, 'viewer')
  })

  it('finds who has it, in which format, among the reader’s own and shared movies', async () => {
    expect(await find(ben, 'alien')).toEqual([
      ['Alien', 'Streaming', true, null],
      ['Alien', 'DVD', false, 'Ana'],
      ['Aliens', 'DVD', true, null],
    ])
    expect(await find(ana, 'alien')).toEqual([['Alien', 'DVD', true, null]])
    expect(await find(ben, 'THE thing')).toEqual([['The Thing', 'VHS', false, 'Ana']])
    expect(await find(ben, 'thing the')).toEqual([['The Thing', 'VHS', false, 'Ana']])
    expect(await find(ben, 'thing alien')).toEqual([])
    expect(await find(ben, 'th')).toEqual([['The Thing', 'VHS', false, 'Ana']])
  })

  it('finds nothing in the trash, in deleted buckets, in open buckets of others or behind a taken grant', async () => {
    await sql("update movies set deleted_at = now() where bucket_id = $1 and title = 'Aliens'", [ben.bucketId])
    await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [
      zoe.bucketId,
      'k'.repeat(32),
    ])
    expect((await find(ben, 'alien')).map(([title]) => title)).toEqual(['Alien', 'Alien'])
    await sql('update buckets set deleted_at = now() where id = $1', [bucketId])
    expect(await find(ben, 'alien')).toEqual([['Alien', 'Streaming', true, null]])
    await sql('update buckets set deleted_at = null where id = $1', [bucketId])
    await sql('delete from grants where bucket_id = $1', [bucketId])
    expect(await find(ben, 'alien')).toEqual([['Alien', 'Streaming', true, null]])
  })

  it('takes a text as it is, and an empty one for nothing', async () => {
    await putMovies(ben, ben.bucketId, [{ title: '100% Wolf' }])
    expect(await find(ben, '100%')).toHaveLength(1)
    expect(await find(ben, '%')).toHaveLength(1)
    expect(await find(ben, '')).toEqual([])
    expect(await find(ben, 'nothing like it')).toEqual([])
  })

  it('shows 100 and counts to 1,000', async () => {
    await putMovies(ben, ben.bucketId, Array(1100).fill({ title: 'Sequel' }))
    const { hits, total, more } = await searchEverywhere(ben, 'sequel')
    expect([hits.length, total, more]).toEqual([100, 1000, true])
    expect(await searchEverywhere(ben, 'alien')).toMatchObject({ total: 3, more: false })
  })

  it('shows the first by title, however many matches one bucket has', async () => {
    await putMovies(ben, ben.bucketId, Array(1100).fill({ title: 'Sequel' }))
    const other = await addBucket(ben)
    await putMovies(ben, other, [{ title: 'A sequel' }, { title: 'Before the sequel' }])
    const titles = (await searchEverywhere(ben, 'sequel')).hits.map(({ title }) => title)
    expect(titles.filter((title) => title !== 'Sequel')).toEqual(['Before the sequel'])
    expect(titles[0]).toBe('Before the sequel')
  })
})

describe('the losses of a deleted account', () => {
  it('names the buckets that others lose, and whom', async () => {
    await grant(bucketId, { user: ben }, 'viewer')
    await grant(bucketId, { groupId: await addGroup(zoe, [ana, ben, zoe]) }, 'editor')
    const open = await addBucket(ana, { visibility: 'everyone' })
    expect(await previewDeletion(ana)).toMatchObject({
      buckets: 3,
      shared: [
        { id: bucketId, name: 'Private bucket', people: ['Ben', 'Zoe'], open: false },
        { id: open, name: 'Open bucket', people: [], open: true },
      ],
      groups: [],
    })
    expect((await previewDeletion(ben)).shared).toEqual([])
  })

  it('names groups, and who gets them', async () => {
    const lonely = await addGroup(ana, [ana, ben])
    const kept = await addGroup(ana, [ana, ben, zoe])
    await sql("update group_members set role = 'admin' where group_id = $1 and user_id in ($2, $3)", [
      kept,
      ana.userId,
      zoe.userId,
    ])
    const { groups } = await previewDeletion(ana)
    expect(new Map(groups.map(({ id, others, heir }) => [id, [others, heir]]))).toEqual(
      new Map([
        [lonely, [1, null]],
        [kept, [2, { name: 'Zoe' }]],
      ]),
    )
    await deleteUser(ana)
    expect(await sql('select id, owner_id from groups where id in ($1, $2)', [lonely, kept])).toEqual([
      { id: kept, owner_id: zoe.userId },
    ])
    expect(await sql('select user_id from group_members where group_id = $1 order by role', [kept])).toEqual([
      { user_id: zoe.userId },
      { user_id: ben.userId },
    ])
  })
})
