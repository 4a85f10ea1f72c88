import { describe, expect, it } from 'vitest'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { ownCsvLines } from '@/tests/support/builders/import-files'
import { sql } from '@/tests/support/database/sql'

const bucket = importBucket()

describe('confirming an import', () => {
  it('makes one change, in the order of the file', async () => {
    const importId = await bucket.stage(TWO)
    const done = await bucket.confirm(importId)
    expect(done).toMatchObject({ count: 2, duplicates: 0, faulty: 0 })
    expect(await bucket.titles()).toEqual(['Alien', 'Heat'])
    expect(await sql('select kind from movie_changes where change_id = $1', [done.changeId])).toEqual([
      { kind: 'add' },
      { kind: 'add' },
    ])
    expect(await bucket.preview(importId)).toMatchObject({
      state: 'done',
      parts: [{ changeId: done.changeId, count: 2 }],
    })
  })

  it('of a file that was imported before changes nothing', async () => {
    await bucket.confirm(await bucket.stage(TWO))
    const before = await sql('select * from movies where bucket_id = $1 order by id', [bucket.id])
    const again = await bucket.stage(TWO)
    expect(await bucket.counts(again)).toMatchObject({ ready: 0, duplicate: 2 })
    await expect(bucket.confirm(again)).rejects.toMatchObject({ code: 'conflict' })
    expect(await sql('select * from movies where bucket_id = $1 order by id', [bucket.id])).toEqual(before)
  })

  it('of the same movies from two files at the same time adds them once', async () => {
    const lines = [...ownCsvLines(2000)].join('')
    const both = [await bucket.stage(lines), await bucket.stage(lines)]
    const ended = await Promise.allSettled(both.map((importId) => bucket.confirm(importId)))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    expect(await bucket.titles()).toHaveLength(2000)
  })

  it('of one file that was staged twice adds it once', async () => {
    const both = [await bucket.stage(TWO), await bucket.stage(TWO)]
    for (const importId of both) expect(await bucket.counts(importId)).toMatchObject({ ready: 2 })
    await bucket.confirm(both[0] ?? '')
    await expect(bucket.confirm(both[1] ?? '')).rejects.toMatchObject({ code: 'conflict' })
    expect(await bucket.titles()).toHaveLength(2)
    const importId = await bucket.stage(`${HEAD}Once,DVD,1,1990,1\n`)
    const tries = await Promise.allSettled([1, 2, 3].map(() => bucket.confirm(importId)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await bucket.titles()).toHaveLength(3)
  })
})
