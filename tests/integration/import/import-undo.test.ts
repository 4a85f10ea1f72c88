import { describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { patchMovies } from '@/db/movies/patch'
import { importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { sql } from '@/tests/support/database/sql'

const bucket = importBucket()

describe('undoing an import', () => {
  it('leaves movies that were changed since, and counts them', async () => {
    const importId = await bucket.stage(TWO)
    await bucket.confirm(importId)
    const [movie] = await sql<{ id: string }>("select id from movies where bucket_id = $1 and title = 'Heat'", [
      bucket.id,
    ])
    await inBucket(bucket.owner, bucket.id, 'editMovies', (access) =>
      patchMovies(access, [{ id: movie?.id ?? '', version: 1, changes: { rating: 1 } }]),
    )
    expect(await bucket.undo(importId)).toMatchObject({ count: 1, left: 1 })
    expect(await bucket.titles()).toEqual(['Heat'])
    expect((await bucket.preview(importId)).undone).toBe(true)
  })

  it('is refused if it added nothing', async () => {
    await expect(bucket.undo(await bucket.stage(TWO))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('lets the same file be imported again, under free ids', async () => {
    const id = '01900000-0000-7000-8000-000000000001'
    const csv = `title,format,length,releaseYear,rating,id\nAlien,VHS,117,1979,5,${id}\n`
    const first = await bucket.stage(csv)
    await bucket.confirm(first)
    await bucket.undo(first)
    await bucket.confirm(await bucket.stage(csv))
    const rows = await sql('select id, deleted_at is null as live from movies where bucket_id = $1 order by live', [
      bucket.id,
    ])
    expect(rows).toEqual([
      { id, live: false },
      { id: expect.not.stringMatching(id), live: true },
    ])
  })
})
