import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseRows } from '@/db/import/revise'
import type { Choice } from '@/domain/import/validate-row'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { putMovies } from '@/tests/support/builders/movies'
import { sql } from '@/tests/support/database/sql'

const bucket = importBucket()
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/import', name))
const choose = (importId: string, rows: number[] | 'all', choice: Choice) =>
  bucket.run((access) => chooseRows(access, importId, rows, choice))
const one = (value: string) => ({ value, everywhere: false })
const FILL = { format: one('DVD'), length: one('100'), rating: one('3'), releaseYear: one('2000') }
const states = async (importId: string) =>
  Object.fromEntries(
    (await bucket.rows(importId)).map(({ row, state, kind }) => [row, kind ? `${state}: ${kind}` : state]),
  )

describe('a row that is ready', () => {
  it('is left out, and brought back', async () => {
    const importId = await bucket.stage(`${TWO}Brazil,DVD,132,1985,5\n`)
    expect(await choose(importId, [2, 4], 'out')).toBe(2)
    expect(await states(importId)).toEqual({ 2: 'aside: left out', 3: 'ready', 4: 'aside: left out' })
    expect(await choose(importId, [2], 'in')).toBe(1)
    // It stays so when the rows are read again.
    await bucket.revise(importId, {})
    expect(await states(importId)).toEqual({ 2: 'ready', 3: 'ready', 4: 'aside: left out' })
    expect(await bucket.confirm(importId)).toMatchObject({ count: 2 })
    expect(await bucket.titles()).toEqual(['Alien', 'Heat'])
    expect(await bucket.undo(importId)).toMatchObject({ count: 2 })
  })

  it('is left out once: again, or a row that does not wait, changes nothing', async () => {
    const importId = await bucket.stage(TWO)
    expect(await choose(importId, [2], 'out')).toBe(1)
    expect(await choose(importId, [1, 2, 99], 'out')).toBe(0)
    expect(await choose(importId, [3], 'in')).toBe(0)
  })
})

describe('a row that was set aside', () => {
  it('is brought back with all of its values, or is a duplicate like any other', async () => {
    await putMovies(bucket.owner, bucket.id, [{ title: 'Sherlock', releaseYear: 2010 }])
    const importId = await bucket.stage(
      'Title,Type,Format,Length,Year,Rating\nAlien,movie,DVD,117,1979,5\nSherlock,tv show,DVD,90,2010,5\nLost,tv show,DVD,45,2004,4\n',
    )
    expect(await states(importId)).toEqual({ 2: 'ready', 3: 'aside: tv show', 4: 'aside: tv show' })
    expect(await choose(importId, 'all', 'in')).toBe(2)
    expect(await states(importId)).toEqual({ 2: 'ready', 3: 'duplicate', 4: 'ready' })
  })

  it('is brought back in thousands', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `Show ${n},tv show,DVD,${n % 400},1990,3`)
    const importId = await bucket.stage(
      `Title,Type,Format,Length,Year,Rating\nAlien,movie,DVD,117,1979,5\n${rows.join('\n')}`,
    )
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1, aside: 12_000 })
    expect(await choose(importId, 'all', 'in')).toBe(12_000)
    expect(await bucket.counts(importId)).toMatchObject({ aside: 0 })
  })

  it('goes in when no column says what it is', async () => {
    const importId = await bucket.stage(
      'Title,Type,Format,Length,Year,Rating\nA,movie,DVD,1,1979,5\nB,show,DVD,1,2004,4\n',
    )
    expect(await bucket.counts(importId)).toMatchObject({ aside: 1 })
    const { columns } = (await bucket.preview(importId)).settings
    await bucket.revise(importId, { columns: { ...columns, kind: undefined } })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 2, aside: 0 })
  })
})

describe('a whole history', () => {
  it('of Netflix decides what is a series, and any row is brought back', async () => {
    const importId = await bucket.stage(fixture('netflix-history.csv'))
    expect(await bucket.counts(importId)).toMatchObject({ incomplete: 4, aside: 7 })
    await bucket.revise(importId, { fill: FILL })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 4, aside: 7 })
    // One of the episodes, and an earlier viewing, which is a duplicate of the later.
    await choose(importId, [6, 8], 'in')
    await bucket.revise(importId, {})
    expect(await states(importId)).toMatchObject({
      6: 'ready',
      7: expect.stringContaining('series'),
      8: 'ready',
      12: 'duplicate',
    })
  })

  it('of a diary gives a film its newest rating, whatever is filled in for others', async () => {
    const importId = await bucket.stage(fixture('letterboxd-diary-rewatched.csv'))
    await bucket.revise(importId, { fill: { ...FILL, rating: one('1') } })
    await bucket.confirm(importId)
    const rated = await sql('select title, release_year, rating from movies where bucket_id = $1 order by 1, 2', [
      bucket.id,
    ])
    expect(rated).toEqual([
      { title: 'Heat', release_year: 1986, rating: 2 },
      { title: 'Heat', release_year: 1995, rating: 5 },
      { title: 'Jaws', release_year: 1975, rating: 4 },
    ])
  })
})

describe('a row without a value', () => {
  it('is incomplete and no problem, and one answer completes all of them', async () => {
    const rows = Array.from(
      { length: 3201 },
      (_, n) => `Movie ${n},${1900 + (n % 100)},${90 + (n % 50)},${1 + (n % 5)}`,
    )
    const importId = await bucket.stage(`Title,Year,Length,Rating\n${rows.join('\n')}\nLong,1990,1170,3\n`)
    expect(await bucket.counts(importId)).toMatchObject({ ready: 0, incomplete: 3201, problem: 1 })
    expect((await bucket.preview(importId)).missing).toMatchObject({ format: 3202, length: 0 })
    await bucket.revise(importId, { fill: { format: one('DVD') } })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 3201, incomplete: 0, problem: 1 })
  })

  it('waits for the format of a word, and for a value that fits', async () => {
    const importId = await bucket.stage(
      'Title,Format,Year,Length,Rating\nA,Blu-ray,1990,N/A,3\nB,DVD,1990,0,?\nC,DVD,1990,90,3\n',
    )
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1, incomplete: 2 })
    expect(await bucket.preview(importId)).toMatchObject({
      formatWords: [{ word: 'blu-ray', count: 1 }],
      missing: { length: 2, rating: 1 },
    })
    // What a person types for it is judged in its place.
    expect(await bucket.correct(importId, 3, { length: '1170', rating: '3' })).toMatchObject({ corrected: false })
    expect(await states(importId)).toMatchObject({ 3: 'incomplete' })
    expect(await bucket.correct(importId, 3, { length: '117' })).toMatchObject({ corrected: true })
  })

  it('of our own file is what it says: 0 minutes are 0 minutes', async () => {
    const importId = await bucket.stage(`${HEAD}A,DVD,0,1990,1\n`)
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1 })
  })
})

describe('the whole file', () => {
  it('decides the scale, not its first rows', async () => {
    const low = Array.from({ length: 300 }, (_, n) => `Movie ${n},DVD,90,1990,${1 + (n % 5)}`)
    const high = Array.from({ length: 300 }, (_, n) => `Film ${n},DVD,90,1990,${6 + (n % 5)}`)
    const head = 'Title,Medium,Length,Year,Rating\n'
    const importId = await bucket.stage(`${head}${[...low, ...high].join('\n')}\n`)
    expect(await bucket.preview(importId)).toMatchObject({
      settings: { scale: '10' },
      counts: { ready: 600, problem: 0 },
    })
    // One wrong rating makes no other scale.
    const few = await bucket.stage(`${head}${low.join('\n')}\nWrong,DVD,90,1990,9\n`)
    expect(await bucket.preview(few)).toMatchObject({ settings: { scale: '5' }, counts: { problem: 1 } })
    // What a person chose for files like this counts more.
    await bucket.revise(few, { scale: '10' })
    const again = await bucket.stage(`${head}${low.join('\n')}\n`)
    expect(await bucket.preview(again)).toMatchObject({ settings: { scale: '10' } })
  })

  it('has long titles, which one answer shortens', async () => {
    const importId = await bucket.stage(fixture('titles-with-years.csv'))
    await bucket.revise(importId, { fill: FILL })
    expect(await bucket.preview(importId)).toMatchObject({
      counts: { ready: 3, problem: 1 },
      longTitles: { count: 1, examples: [expect.stringContaining('Borat: Cultural')] },
    })
    await bucket.revise(importId, { shorten: true })
    expect(await bucket.preview(importId)).toMatchObject({
      counts: { ready: 4 },
      longTitles: { count: 0, examples: [] },
    })
    expect((await bucket.rows(importId)).at(-1)?.values).toMatchObject({ title: 'Borat', releaseYear: 2006 })
  })
})
