import { describe, expect, it } from 'vitest'
import { pageImportRows } from '@/db/import/read-rows'
import { includeDuplicates } from '@/db/import/revise'
import { reportRow } from '@/domain/import/staged'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { putMovies } from '@/tests/support/builders/movies'
import { tooHigh } from '@/tests/support/builders/out-of-limits'

const bucket = importBucket()

it('an import is reported row by row, before anything is added', async () => {
  await putMovies(bucket.owner, bucket.id, [{ title: 'Heat', releaseYear: 1995 }])
  const importId = await bucket.stage(`${TWO}Long,DVD,1170,1990,6\n`)
  const reported = []
  for await (const rows of pageImportRows(bucket.owner, bucket.id, importId)) reported.push(...rows.map(reportRow))
  expect(reported).toEqual([
    { row: 2, outcome: 'add', movie: { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } },
    expect.objectContaining({ row: 3, outcome: 'duplicate', same: expect.objectContaining({ title: 'Heat' }) }),
    {
      row: 4,
      outcome: 'problem',
      errors: [
        { field: 'length', message: tooHigh('length', 1170).message },
        { field: 'rating', message: 'Rating: 6 is above the limit of 5' },
      ],
    },
  ])
  expect(await bucket.titles()).toEqual(['Heat'])
})

describe('duplicates', () => {
  it('have the same title within one year, in the bucket or in an earlier row', async () => {
    const [alien] = await putMovies(bucket.owner, bucket.id, [{ title: 'Alien', releaseYear: 1979 }])
    const importId = await bucket.stage(
      `${HEAD}ALIEN,VHS,117,1980,5\nAlien,VHS,117,1981,5\nThe Heat,DVD,1,1995,1\nheat,DVD,1,1995,1\nHeat,DVD,1,1997,1\n`,
    )
    const rows = await bucket.rows(importId)
    expect(rows.map(({ row, state, original }) => [row, state, original])).toEqual([
      [2, 'duplicate', { id: alien?.id, title: 'Alien', releaseYear: 1979 }],
      [3, 'duplicate', { row: 2 }],
      [4, 'ready', undefined],
      [5, 'ready', undefined],
      [6, 'ready', undefined],
    ])
  })

  it('are left out, unless one or all are included', async () => {
    await putMovies(bucket.owner, bucket.id, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])
    const csv = `${HEAD}A,DVD,1,1979,1\nB,DVD,1,1979,1\nC,DVD,1,1979,1\nD,DVD,1,1979,1\n`
    const include = (importId: string, rows: number[] | 'all', included = true) =>
      bucket.run((access) => includeDuplicates(access, importId, rows, included))
    const importId = await bucket.stage(csv)
    expect(await include(importId, [3, 5])).toBe(1)
    expect(await bucket.counts(importId)).toMatchObject({ ready: 2, duplicate: 2 })
    // Included rows stay included when the rows are validated again.
    await bucket.revise(importId, {})
    expect(await bucket.counts(importId)).toMatchObject({ ready: 2, duplicate: 2 })
    await include(importId, 'all')
    expect(await bucket.counts(importId)).toMatchObject({ ready: 4, duplicate: 0 })
    await include(importId, [2], false)
    expect(await bucket.confirm(importId)).toMatchObject({ count: 3, duplicates: 1 })
    expect((await bucket.titles()).sort()).toEqual(['A', 'B', 'B', 'C', 'C', 'D'])
  })

  it('of one title in thousands of rows are found in linear time', async () => {
    const row = 'Same,DVD,1,1990,1\n'
    const importId = await bucket.stage(HEAD + row.repeat(20_000))
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1, duplicate: 19_999 })
  })
})
