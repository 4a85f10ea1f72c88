import { describe, expect, it } from 'vitest'
import { completeRows, takeOffers } from '@/db/import/complete'
import { openImport } from '@/db/import/imports'
import { listImportRows } from '@/db/import/read-rows'
import { chooseRows } from '@/db/import/revise'
import { importBucket } from '@/tests/support/builders/import-bucket'

const bucket = importBucket()
const LETTERBOXD = `Date,Name,Year,Letterboxd URI,Rating
2024-01-05,Alien,1979,https://boxd.it/29LQ,5
2024-01-06,Cats,2019,https://boxd.it/mKzy,0.5
2024-01-07,Heat,1995,https://boxd.it/2aBq,3.5
2024-01-08,Unknown,1990,https://boxd.it/xxxx,3
`
const IMDB = `Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
tt0078748,10,2020-01-01,Alien,Alien,u,Movie,8.5,117,1979,Horror,1,1979-05-25,Ridley Scott
tt5697572,6,2020-01-01,Cats,Cats,u,Movie,2.8,110,2018,Comedy,1,2019-12-16,Tom Hooper
tt0113277,8,2020-01-01,Heat,Heat,u,Movie,8.3,170,1995,Crime,1,1995-12-15,Michael Mann
tt0000001,8,2020-01-01,Another,Another,u,Movie,8.3,100,1990,Crime,1,1990-12-15,Nobody
`
const complete = async (importId: string, other: string, mode: 'fill' | 'update' = 'fill') =>
  bucket.run((access) => completeRows(access, importId, other, mode))

describe('rows completed from another file', () => {
  it('get the lengths that they lack, so that a list from Letterboxd goes in with those of IMDb', async () => {
    const importId = await bucket.stage(LETTERBOXD)
    await bucket.revise(importId, { fill: { format: { value: 'DVD', everywhere: false } } })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 0, incomplete: 4 })
    const other = await bucket.stage(IMDB)
    expect(await complete(importId, other)).toEqual({ rows: 3, fields: { length: 3 }, conflicts: 1 })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 3, incomplete: 1 })
    const rows = await bucket.rows(importId)
    expect(rows.map(({ values }) => values)).toEqual([
      { title: 'Alien', format: 'DVD', length: 117, releaseYear: 1979, rating: 5 },
      { title: 'Cats', format: 'DVD', length: 110, releaseYear: 2019, rating: 1 },
      { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 4 },
      undefined,
    ])
    await expect(bucket.run((access) => openImport(access, other))).rejects.toMatchObject({ code: 'not_found' })
    expect(await bucket.confirm(importId)).toMatchObject({ count: 3, faulty: 1 })
  })

  it('keep their own values, and offer what the other file has instead', async () => {
    const importId = await bucket.stage(LETTERBOXD)
    await complete(importId, await bucket.stage(IMDB))
    const offers = await bucket.rows(importId, 'incomplete')
    expect(offers.filter((row) => row.offers.length > 0)).toMatchObject([
      {
        row: 3,
        offers: [
          { field: 'releaseYear', from: 2019, to: 2018 },
          { field: 'rating', from: 1, to: 3 },
        ],
      },
    ])
    await bucket.run((access) => takeOffers(access, importId, 3, ['rating']))
    await bucket.revise(importId, { fill: { format: { value: 'DVD', everywhere: false } } })
    const [, cats] = await bucket.rows(importId)
    expect(cats).toMatchObject({ offers: [], values: { title: 'Cats', releaseYear: 2019, rating: 3, length: 110 } })
    await expect(bucket.run((access) => takeOffers(access, importId, 3, []))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('take all that the other file has, where a person wants that', async () => {
    const importId = await bucket.stage(LETTERBOXD)
    expect(await complete(importId, await bucket.stage(IMDB), 'update')).toEqual({
      rows: 3,
      fields: { length: 3, releaseYear: 1, rating: 1 },
      conflicts: 0,
    })
    await bucket.revise(importId, { fill: { format: { value: 'VHS', everywhere: false } } })
    const [, cats] = await bucket.rows(importId, 'ready')
    expect(cats?.values).toMatchObject({ releaseYear: 2018, rating: 3 })
  })

  it('without a year match the only film of that title, and none of several', async () => {
    const importId = await bucket.stage('Title,Format\nAlien,DVD\nEmma,DVD\n')
    const other = await bucket.stage(
      'Title,Year,Length,Rating\nAlien,1979,117,5\nEmma,1996,121,3\nEmma,2020,124,3\nHeat,1995,170,4\n',
    )
    expect(await complete(importId, other)).toMatchObject({ rows: 1 })
    expect(await bucket.rows(importId, 'ready')).toMatchObject([{ values: { title: 'Alien', releaseYear: 1979 } }])
  })

  it('lose no text that the database cannot hold as JSON, and a misshapen row stays as it is', async () => {
    const file = 'Title,Format,Year,Length,Rating\nAlien,DVD,1979,117,5\nHeat,DVD,1995,170,4\n'
    const films = [{ title: 'Alien', format: 'DVD', year: 1979, rating: 5, note: 'a\0b' }]
    const json = await bucket.stage(JSON.stringify(films))
    expect(await complete(json, await bucket.stage(file))).toMatchObject({ rows: 1, fields: { length: 1 } })
    expect(await bucket.rows(json)).toMatchObject([
      { state: 'ready', cells: expect.arrayContaining(['a\0b']), values: { length: 117 } },
    ])
    const ragged = await bucket.stage('Title,Format,Year,Rating\nAlien,DVD,1979,5\nHeat,DVD,1995,4,b\n')
    expect(await complete(ragged, await bucket.stage(file))).toMatchObject({ rows: 1 })
    expect(await bucket.rows(ragged, 'problem')).toMatchObject([{ faults: [{ field: 'length' }, { field: 'row' }] }])
  })

  it('are completed if they were brought back, and not if they were left out', async () => {
    const importId = await bucket.stage(
      'Title,Type,Format,Year,Rating\nAlien,tv show,DVD,1979,5\nHeat,movie,DVD,1995,4\n',
    )
    await bucket.run((access) => chooseRows(access, importId, [2], 'in'))
    await bucket.run((access) => chooseRows(access, importId, [3], 'out'))
    expect(await complete(importId, await bucket.stage(IMDB))).toMatchObject({ rows: 1, fields: { length: 1 } })
    expect(await bucket.rows(importId)).toMatchObject([
      { row: 2, state: 'ready', values: { length: 117 } },
      { row: 3, state: 'aside', kind: 'left out' },
    ])
  })

  it('offer nothing while they are left out', async () => {
    const importId = await bucket.stage(LETTERBOXD)
    await complete(importId, await bucket.stage(IMDB))
    expect((await bucket.preview(importId)).offered).toBe(1)
    await bucket.run((access) => chooseRows(access, importId, [3], 'out'))
    expect((await bucket.preview(importId)).offered).toBe(0)
    expect(await bucket.run((access) => listImportRows(access, importId, { tab: 'offers' }))).toEqual([])
    await bucket.run((access) => chooseRows(access, importId, [3], 'in'))
    expect((await bucket.preview(importId)).offered).toBe(1)
  })

  it('are not completed from themselves, nor from a file that was imported', async () => {
    const importId = await bucket.stage(LETTERBOXD)
    await expect(complete(importId, importId)).rejects.toMatchObject({ code: 'conflict' })
    const other = await bucket.stage('Title,Format,Year,Length,Rating\nAlien,DVD,1979,117,5\n')
    await bucket.confirm(other)
    await expect(complete(importId, other)).rejects.toMatchObject({ code: 'conflict' })
  })
})
