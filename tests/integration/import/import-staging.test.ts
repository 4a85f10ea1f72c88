import { describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { listImports } from '@/db/import/preview'
import { stageImport } from '@/db/import/stage'
import { discardImport } from '@/db/import/undo'
import { purgeExpired } from '@/db/purge'
import { grant } from '@/tests/support/builders/grants'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { bytesOf } from '@/tests/support/builders/import-files'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

const bucket = importBucket()

describe('staging a file', () => {
  it('touches no movie until it is confirmed', async () => {
    const importId = await bucket.stage(TWO)
    expect(await bucket.titles()).toEqual([])
    expect(await bucket.preview(importId)).toMatchObject({
      name: 'movies.csv',
      state: 'staged',
      counts: { ready: 2, duplicate: 0, problem: 0, aside: 0 },
      header: ['title', 'format', 'length', 'releaseYear', 'rating'],
      examples: [
        ['Alien', 'VHS', '117', '1979', '5'],
        ['Heat', 'DVD', '170', '1995', '4'],
      ],
    })
  })

  it('leaves nothing behind when it fails in the middle', async () => {
    const before = await checksum()
    async function* broken() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      throw new Error('the line went dead')
    }
    await expect(stageImport(bucket.owner, bucket.id, { name: 'x', bytes: broken() })).rejects.toThrow(
      'the line went dead',
    )
    await expect(bucket.stage(`${TWO}"never closed,1`)).rejects.toMatchObject({ code: 'invalid' })
    await expect(bucket.stage('')).rejects.toMatchObject({ code: 'invalid' })
    expect(await checksum()).toBe(before)
  })

  it('stops when the import is discarded meanwhile', async () => {
    const before = await checksum()
    async function* discarded() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      const [reading] = await sql<{ id: string }>('select id from imports where bucket_id = $1', [bucket.id])
      await bucket.run((access) => discardImport(access, reading?.id ?? ''))
      yield* bytesOf('Heat,VHS,117,1979,5\n'.repeat(9000))
    }
    await expect(stageImport(bucket.owner, bucket.id, { name: 'x', bytes: discarded() })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await checksum()).toBe(before)
  })

  it('stops when the person loses access meanwhile', async () => {
    const editor = await addPerson('Editor')
    await grant(bucket.id, { user: editor }, 'editor')
    async function* revoked() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      await sql('delete from grants where user_id = $1', [editor.userId])
      yield* bytesOf('Heat,VHS,117,1979,5\n'.repeat(9000))
    }
    await expect(stageImport(editor, bucket.id, { name: 'x', bytes: revoked() })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is refused before a byte is read if the person may not write', async () => {
    const stranger = await addPerson('Stranger')
    let read = false
    async function* bytes() {
      read = true
      yield* bytesOf(TWO)
    }
    await expect(stageImport(stranger, bucket.id, { name: 'x', bytes: bytes() })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(read).toBe(false)
  })

  it('is refused with 20 unfinished imports, which are listed and can be discarded', async () => {
    for (let n = 0; n < 20; n++) await bucket.stage(TWO)
    await expect(bucket.stage(TWO)).rejects.toMatchObject({ code: 'conflict' })
    const list = await inBucket(bucket.owner, bucket.id, 'readImports', listImports)
    expect(list).toHaveLength(20)
    const [first] = list
    await bucket.run((access) => discardImport(access, first?.id ?? ''))
    await expect(bucket.preview(first?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect(await sql('select 1 from import_rows where import_id = $1', [first?.id])).toEqual([])
    await bucket.stage(TWO)
  })

  it('takes one more from many who upload at the same time, with 19 unfinished imports', async () => {
    for (let n = 0; n < 19; n++) await bucket.stage(TWO)
    let arrived = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    // Each has passed the first check, before its file is read.
    async function* heldUp() {
      if (++arrived === 6) open()
      await gate
      yield* bytesOf(TWO)
    }
    const uploads = Array.from({ length: 6 }, () =>
      stageImport(bucket.owner, bucket.id, { name: 'x', bytes: heldUp() }),
    )
    const outcomes = await Promise.allSettled(uploads)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
    expect(await inBucket(bucket.owner, bucket.id, 'readImports', listImports)).toHaveLength(20)
  })
})

it('old imports are purged, with their rows', async () => {
  const ages = [
    ['reading', '1 day 1 second', false],
    ['reading', '23 hours', true],
    ['staged', '14 days 1 second', false],
    ['staged', '13 days', true],
    ['done', '90 days 1 second', false],
    ['done', '89 days', true],
  ] as const
  const ids: [string, boolean][] = []
  for (const [state, age, kept] of ages) {
    const importId = await bucket.stage(TWO)
    await sql('update imports set state = $2, updated_at = now() - $3::interval where id = $1', [importId, state, age])
    ids.push([importId, kept])
  }
  await purgeExpired()
  for (const [id, kept] of ids) {
    expect(await sql('select 1 from imports where id = $1', [id])).toHaveLength(kept ? 1 : 0)
    expect(await sql('select 1 from import_rows where import_id = $1', [id])).toHaveLength(kept ? 3 : 0)
  }
})
