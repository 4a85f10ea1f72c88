import { describe, expect, it } from 'vitest'
import { describeFault } from '@/domain/import/staged'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { tooHigh } from '@/tests/support/builders/out-of-limits'

const bucket = importBucket()

describe('faulty rows', () => {
  it('are listed by row and field, 37 of 10,000, and the others are added', async () => {
    const bad = new Map<number, string>()
    const rows = Array.from({ length: 10_000 }, (_, n) => {
      const row = n + 2
      if (n % 270 !== 7 || bad.size === 37) return `Movie ${n},DVD,${n % 501},${1800 + (n % 301)},${1 + (n % 5)}`
      bad.set(row, `Row ${row}, Length: 1170 is above the limit of 500 minutes`)
      return `Movie ${n},DVD,1170,1990,3`
    })
    const importId = await bucket.stage(HEAD + rows.join('\n'))
    expect(await bucket.counts(importId)).toMatchObject({ ready: 9963, problem: 37 })
    const faulty = await bucket.rows(importId, 'problem')
    expect(faulty.flatMap(({ row, faults }) => faults.map((fault) => describeFault(row, fault)))).toEqual([
      ...bad.values(),
    ])
    expect(await bucket.confirm(importId)).toMatchObject({ count: 9963, faulty: 37 })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 0, problem: 37 })
    // As they are in the file, for the download.
    expect(faulty[0]?.cells).toEqual(['Movie 7', 'DVD', '1170', '1990', '3'])
  })

  it('can be corrected and added as a second part; undo takes both parts back', async () => {
    const importId = await bucket.stage(`${TWO}Long,DVD,1170,1990,3\nNo year,DVD,90,,3\n`)
    await bucket.confirm(importId)
    expect(await bucket.correct(importId, 4, { length: tooHigh('length').typed })).toEqual({
      corrected: false,
      fields: { length: tooHigh('length').message },
    })
    const [kept] = await bucket.rows(importId, 'problem')
    expect(kept).toMatchObject({ row: 4, corrections: { length: tooHigh('length').typed } })
    expect(await bucket.correct(importId, 4, { length: '1:57' })).toMatchObject({ corrected: true })
    expect(await bucket.confirm(importId)).toMatchObject({ count: 1, faulty: 1 })
    expect(await bucket.titles()).toEqual(['Alien', 'Heat', 'Long'])
    expect(await bucket.preview(importId)).toMatchObject({
      state: 'staged',
      parts: [{ count: 2 }, { count: 1 }],
    })
    expect(await bucket.undo(importId)).toMatchObject({ count: 3, left: 0 })
    expect(await bucket.titles()).toEqual([])
  })

  it('in two cells of a row are corrected one after the other', async () => {
    const importId = await bucket.stage(`${TWO}Both,DVD,1170,1700,3\n`)
    expect(await bucket.correct(importId, 4, { length: '90' })).toMatchObject({ corrected: false })
    expect(await bucket.correct(importId, 4, { releaseYear: '1990' })).toEqual({ corrected: true, fields: {} })
    // The last word counts, and leaves the other cell as it was corrected.
    expect(await bucket.correct(importId, 4, { length: '91' })).toMatchObject({ corrected: true })
    const row = (await bucket.rows(importId)).find((one) => one.row === 4)
    expect(row).toMatchObject({ state: 'ready', corrections: { length: '91', releaseYear: '1990' } })
    expect(row?.values).toMatchObject({ title: 'Both', length: 91, releaseYear: 1990 })
  })

  it('keep their corrections when the settings change', async () => {
    const importId = await bucket.stage('Name,Year,Letterboxd URI,Rating\nA,1990,x,\nB,1991,x,3\n')
    await bucket.correct(importId, 2, { rating: '5' })
    const fill = { format: { value: 'VHS', everywhere: false }, length: { value: '90', everywhere: false } }
    await bucket.revise(importId, { fill })
    expect((await bucket.rows(importId)).map(({ values }) => values)).toEqual([
      { title: 'A', format: 'VHS', length: 90, releaseYear: 1990, rating: 5 },
      { title: 'B', format: 'VHS', length: 90, releaseYear: 1991, rating: 3 },
    ])
  })

  it('keep every character of their cells', async () => {
    const importId = await bucket.stage(
      JSON.stringify([
        { title: 'a\0b', format: '\0', length: 1, releaseYear: 1990, rating: 1 },
        { title: '\ud800', format: 'x\udfff', length: 1, releaseYear: 1990, rating: 1 },
      ]),
    )
    const rows = await bucket.rows(importId, 'problem')
    expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['a\0b', '\0'],
      ['\ud800', 'x\udfff'],
    ])
    await expect(bucket.correct(importId, 1, { title: '\0', format: '\ud800' })).resolves.toMatchObject({
      corrected: false,
    })
    expect(await bucket.preview(importId)).toMatchObject({ counts: { problem: 2 } })
  })
})
