import { describe, expect, it } from 'vitest'
import { addBucket } from '@/tests/support/builders/buckets'
import { HEAD, importBucket } from '@/tests/support/builders/import-bucket'
import { stage } from '@/tests/support/builders/imports'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const bucket = importBucket()

describe('the settings of an import', () => {
  it('are remembered by person and header, except values for a whole column', async () => {
    const csv = 'Film,Wert,Lang,Jahr,Art\nA,80,90,1990,Tape\n'
    const first = await bucket.stage(csv)
    const columns = { title: 0, rating: 1, length: 2, releaseYear: 3, format: 4 }
    const changes = {
      columns,
      scale: '100',
      formats: [['tape', 'VHS']],
      fill: { length: { value: '1', everywhere: true } },
    } as const
    await bucket.revise(first, changes as never)
    expect(await bucket.counts(first)).toMatchObject({ ready: 1 })
    const second = await stage(bucket.owner, await addBucket(bucket.owner), csv.replace('Film', 'FILM '))
    const [stored] = await sql<{ settings: object }>('select settings from imports where id = $1', [second])
    expect(stored?.settings).toMatchObject({ columns, scale: '100', formats: [['tape', 'VHS']], fill: {} })
    const other = await addPerson('Bob')
    await stage(other, other.bucketId, csv)
    const [theirs] = await sql<{ settings: { scale: string } }>('select settings from imports where bucket_id = $1', [
      other.bucketId,
    ])
    expect(theirs?.settings.scale).not.toBe('100')
  })

  it('that a version without kinds and viewings remembered are completed by those that it could not know', async () => {
    const diary = 'Date,Name,Year,Letterboxd URI,Rating,Watched Date\n2024-01-05,Heat,1995,x,3,2024-01-05\n'
    const first = await bucket.stage(diary)
    await bucket.revise(first, { scale: '10' })
    await sql("update import_mappings set settings = settings - 'unit' - 'yearInTitle' #- '{columns,viewed}'")
    expect((await bucket.preview(await bucket.stage(diary))).settings).toMatchObject({
      scale: '10',
      unit: 'minutes',
      columns: { title: 1, viewed: 5 },
    })
  })

  it('tell whether the first row is a movie', async () => {
    const importId = await bucket.stage('Title\nAlien\n')
    expect(await bucket.counts(importId)).toMatchObject({ incomplete: 1 })
    await bucket.revise(importId, { named: false })
    expect(await bucket.counts(importId)).toMatchObject({ incomplete: 2 })
    await bucket.revise(importId, { named: true })
    expect(await bucket.counts(importId)).toMatchObject({ incomplete: 1 })
  })

  it('ask for the format of an unknown word, and count the rows that wait for it', async () => {
    const rows = ['Blu-ray', 'blu-ray ', 'LaserDisc', 'vhs'].map((format, n) => `M${n},${format},90,1990,3`)
    const importId = await bucket.stage(HEAD + rows.join('\n'))
    expect((await bucket.preview(importId)).formatWords).toEqual([
      { word: 'blu-ray', count: 2 },
      { word: 'laserdisc', count: 1 },
    ])
    await bucket.revise(importId, { formats: [['blu-ray', 'DVD']] })
    expect(await bucket.preview(importId)).toMatchObject({
      counts: { ready: 3, incomplete: 1 },
      formatWords: [{ word: 'laserdisc', count: 1 }],
    })
  })

  it('ask for a field by the count of rows without a value, not of rows with a wrong one', async () => {
    const rows = ['A,DVD,,1990,3', 'B,DVD,,1990,3', 'C,DVD,1170,1990,3', 'D,,90,,3', 'E,DVD,90,1990,3']
    const importId = await bucket.stage(HEAD + rows.join('\n'))
    const missing = async () => (await bucket.preview(importId)).missing
    expect(await missing()).toEqual({ title: 0, format: 1, length: 2, releaseYear: 1, rating: 0 })
    await bucket.revise(importId, { fill: { length: { value: '90', everywhere: false } } })
    expect(await missing()).toMatchObject({ length: 0 })
  })
})
