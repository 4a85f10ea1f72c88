import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseFields, chooseMode } from '@/db/import/choose'
import { chooseRows, includeDuplicates } from '@/db/import/revise'
import { listActivity } from '@/db/movies/history'
import { undoChange } from '@/db/movies/undo'
import type { ImportMode } from '@/domain/import/mode'
import { describeReceipt, makeReceipt } from '@/domain/import/receipt'
import { describeActivity } from '@/domain/movies/history'
import type { MovieField } from '@/domain/movies/movie'
import { HEAD, importBucket } from '@/tests/support/builders/import-bucket'
import { putMovies } from '@/tests/support/builders/movies'
import { sql } from '@/tests/support/database/sql'

const bucket = importBucket()
/** A list of ratings: no formats, no lengths. */
const RATINGS = 'Name,Year,Rating\nALIEN,1979,2\nHeat,1996,4\nCube,1997,3\n'

const choose = (importId: string, mode: ImportMode, fields: MovieField[] | null = null) =>
  bucket.run((access) => chooseMode(access, importId, { mode, fields }))
const movies = () =>
  sql(
    `select title, format, length, release_year as year, rating, version from movies
     where bucket_id = $1 and deleted_at is null order by sort_title, id`,
    [bucket.id],
  )
const put = () =>
  putMovies(bucket.owner, bucket.id, [
    { title: 'Alien', format: 'VHS', length: 0, releaseYear: 1979, rating: 5 },
    { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 4 },
  ])
const states = async (importId: string) => (await bucket.rows(importId)).map(({ state }) => state)
const receipt = async (importId: string) => {
  const { parts, counts, duplicates } = await bucket.preview(importId)
  return makeReceipt(parts, counts, duplicates)
}

describe('a file of movies that are here', () => {
  it('leaves them alone at first, and says in which fields they differ', async () => {
    await put()
    const importId = await bucket.stage(`${HEAD}Alien,VHS,117,1979,3\nHeat,DVD,170,1995,4\nCube,DVD,90,1997,3\n`)
    expect(await bucket.preview(importId)).toMatchObject({
      chosen: { mode: 'add', fields: null },
      matched: 2,
      counts: { ready: 1, change: 0, duplicate: 2 },
      duplicates: { same: 1, repeated: 0 },
      differences: [
        { field: 'length', differ: 1, taken: 0 },
        { field: 'rating', differ: 1, taken: 0 },
      ],
    })
    await bucket.confirm(importId)
    expect((await movies()).map(({ version }) => version)).toEqual([1, 1, 1])
    expect(describeReceipt(await receipt(importId))).toBe('3 rows = 1 added + 1 the same + 1 left')
  })

  it('fills what they lack: a length of 0 is none', async () => {
    await put()
    const importId = await bucket.stage(`${HEAD}Alien,DVD,117,1979,3\nHeat,VHS,99,1995,1\n`)
    await choose(importId, 'fill')
    expect(await bucket.counts(importId)).toMatchObject({ ready: 0, change: 1, duplicate: 1 })
    expect(await bucket.confirm(importId)).toMatchObject({ count: 0, updated: 1 })
    expect(await movies()).toMatchObject([
      { title: 'Alien', format: 'VHS', length: 117, rating: 5, version: 2 },
      { title: 'Heat', format: 'DVD', length: 170, rating: 4, version: 1 },
    ])
  })

  it('gives them its values, also from rows that lack some; the others wait', async () => {
    await put()
    const importId = await bucket.stage(RATINGS)
    expect(await bucket.counts(importId)).toMatchObject({ incomplete: 3, change: 0 })
    await choose(importId, 'update')
    const rows = await bucket.rows(importId)
    expect(rows.map(({ row, state, differences }) => [row, state, differences])).toEqual([
      [
        2,
        'change',
        [
          { field: 'title', from: 'Alien', to: 'ALIEN', taken: true },
          { field: 'rating', from: 5, to: 2, taken: true },
        ],
      ],
      [3, 'change', [{ field: 'releaseYear', from: 1995, to: 1996, taken: true }]],
      [4, 'incomplete', []],
    ])
    const { changeId } = await bucket.confirm(importId)
    expect(await movies()).toMatchObject([
      { title: 'ALIEN', format: 'VHS', length: 0, year: 1979, rating: 2 },
      { title: 'Heat', format: 'DVD', length: 170, year: 1996, rating: 4 },
    ])
    expect(await sql('select sort_title from movies where bucket_id = $1 and rating = 2', [bucket.id])).toEqual([
      { sort_title: 'alien' },
    ])
    expect(await bucket.preview(importId)).toMatchObject({
      state: 'staged',
      counts: { incomplete: 1, change: 0 },
      parts: [{ changeId, count: 0, updated: 2 }],
    })
  })

  it('gives the fields that were chosen for all rows, or for one', async () => {
    await put()
    const importId = await bucket.stage(RATINGS)
    await choose(importId, 'update', ['rating'])
    expect((await bucket.preview(importId)).differences).toEqual([
      { field: 'title', differ: 1, taken: 0 },
      { field: 'releaseYear', differ: 1, taken: 0 },
      { field: 'rating', differ: 1, taken: 1 },
    ])
    await bucket.run((access) => chooseFields(access, importId, 3, ['releaseYear']))
    await bucket.run((access) => chooseFields(access, importId, 2, ['title']))
    await bucket.confirm(importId)
    expect(await movies()).toMatchObject([
      { title: 'ALIEN', rating: 5 },
      { title: 'Heat', year: 1996 },
    ])
  })

  it('changes each once: of several rows for a movie the first counts, also later', async () => {
    await putMovies(bucket.owner, bucket.id, [{ title: 'Emma', releaseYear: 1996, length: 100, rating: 1 }])
    const importId = await bucket.stage(
      `${HEAD}Emma,DVD,121,1995,2\nEmma,DVD,107,1997,3\nEmma,DVD,107,1996,4\nLong,DVD,999,1990,1\n`,
    )
    await choose(importId, 'update')
    expect(await bucket.counts(importId)).toMatchObject({ change: 1, duplicate: 2, problem: 1 })
    await bucket.confirm(importId)
    await bucket.correct(importId, 5, { length: '99' })
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1, change: 0, duplicate: 2 })
    await bucket.confirm(importId)
    expect(await movies()).toMatchObject([{ title: 'Emma', length: 121, rating: 2, version: 2 }, { title: 'Long' }])
    expect(describeReceipt(await receipt(importId))).toBe('4 rows = 1 added + 1 updated + 2 left')
  })

  it('gives them what a row has whose format is a word that nobody explained yet', async () => {
    await put()
    const importId = await bucket.stage(`${HEAD}Alien,Betamax,117,1979,3\nCube,Betamax,90,1997,3\n`)
    await choose(importId, 'update')
    expect(await bucket.counts(importId)).toMatchObject({ change: 1, incomplete: 1, problem: 0 })
    expect((await bucket.preview(importId)).formatWords).toEqual([{ word: 'betamax', count: 2 }])
    await bucket.revise(importId, { formats: [['betamax', 'DVD']] })
    expect(await bucket.counts(importId)).toMatchObject({ change: 1, ready: 1, incomplete: 0 })
    await choose(importId, 'update', ['rating'])
    expect(await bucket.confirm(importId)).toMatchObject({ count: 1, updated: 1 })
    expect(await movies()).toMatchObject([{ title: 'Alien', format: 'VHS', rating: 3 }, { title: 'Cube' }, {}])
  })

  it('gives them nothing of a row with a wrong value', async () => {
    await put()
    const importId = await bucket.stage(`${HEAD}Alien,VHS,117,1979,9\nHeat,VHS,9999,1995,1\n`)
    await choose(importId, 'update')
    expect(await bucket.counts(importId)).toMatchObject({ change: 0, problem: 2 })
  })

  it('leaves those alone whose rows are left out or set aside, until these are brought back', async () => {
    await put()
    const file = 'Title,Type,Rating,Year\nAlien,movie,2,1979\nHeat,tv show,1,1995\nCube,movie,3,1997\n'
    const importId = await bucket.stage(file)
    await choose(importId, 'update')
    expect(await states(importId)).toEqual(['change', 'aside', 'incomplete'])
    await bucket.run((access) => chooseRows(access, importId, [2, 4], 'out'))
    expect(await bucket.preview(importId)).toMatchObject({ matched: 0, differences: [], counts: { aside: 3 } })
    await expect(bucket.confirm(importId)).rejects.toMatchObject({ code: 'conflict' })
    const gone = { code: 'not_found' }
    await expect(bucket.run((access) => chooseFields(access, importId, 2, ['rating']))).rejects.toMatchObject(gone)
    await choose(importId, 'fill')
    await choose(importId, 'update')
    expect(await states(importId)).toEqual(['aside', 'aside', 'aside'])
    await bucket.run((access) => chooseRows(access, importId, 'all', 'in'))
    expect(await states(importId)).toEqual(['change', 'change', 'incomplete'])
    // What was brought back stays so when the rows are read again.
    await bucket.revise(importId, {})
    expect(await bucket.confirm(importId)).toMatchObject({ updated: 2, faulty: 1 })
    expect((await movies()).map(({ rating }) => rating)).toEqual([2, 1])
  })

  it('can add a movie beside one that is here, as before', async () => {
    await put()
    const importId = await bucket.stage(`${HEAD}Alien,VHS,117,1979,3\nAlien,VHS,118,1979,3\n`)
    await choose(importId, 'update')
    await bucket.run((access) => includeDuplicates(access, importId, [2], true))
    expect(await bucket.counts(importId)).toMatchObject({ ready: 1, change: 0, duplicate: 1 })
    await bucket.run((access) => includeDuplicates(access, importId, [2], false))
    expect(await bucket.counts(importId)).toMatchObject({ ready: 0, change: 1, duplicate: 1 })
  })

  it('leaves a movie that was changed or deleted since the preview, and shows it again', async () => {
    const [alien, heat] = await put()
    const importId = await bucket.stage(`${HEAD}Alien,DVD,117,1979,3\nHeat,VHS,99,1995,1\nCube,DVD,90,1997,3\n`)
    await choose(importId, 'update')
    await bucket.run((access) =>
      access.db.execute(`update movies set rating = 1, version = version + 1,
      updated_at = now(), updated_by = '${bucket.owner.userId}' where id = '${alien?.id}'`),
    )
    expect(await bucket.confirm(importId)).toMatchObject({ count: 1, updated: 1, changed: 1 })
    expect(await movies()).toMatchObject([{ title: 'Alien', rating: 1, length: 0 }, {}, { title: 'Heat', rating: 1 }])
    expect((await receipt(importId)).reasons.changed).toBe(1)
    expect(await bucket.rows(importId, 'change')).toMatchObject([
      { row: 2, differences: [{}, {}, { field: 'rating', from: 1, to: 3 }] },
    ])
    // Seen now.
    expect(await bucket.confirm(importId)).toMatchObject({ count: 0, updated: 1, changed: 0 })
    expect(heat?.version).toBe(1)
  })
})

describe('one undo', () => {
  it('takes back additions and updates together, but leaves later edits; and is undone as one', async () => {
    const [alien] = await put()
    const before = await movies()
    const importId = await bucket.stage(`${HEAD}Alien,DVD,117,1979,3\nHeat,VHS,99,1995,1\nCube,DVD,90,1997,3\n`)
    await choose(importId, 'update')
    const { changeId } = await bucket.confirm(importId)
    const after = await movies()
    const told = async () => {
      const { entries } = await bucket.run((access) => listActivity(access))
      return [entries[0]?.changeId, entries[0] && describeActivity(entries[0])]
    }
    expect(await told()).toEqual([changeId, expect.stringMatching(/^added or changed “.+ from “movies.csv”$/)])
    const undone = await bucket.undo(importId)
    expect(await told()).toEqual([undone.changeId, expect.stringMatching(/^deleted or changed “.+”$/)])
    expect(undone).toMatchObject({ count: 3, left: 0, trashed: 1, restored: 2 })
    expect(await movies()).toEqual(before.map((movie) => ({ ...movie, version: 3 })))
    const again = await bucket.run((access) => undoChange(access, undone.changeId))
    expect(again).toMatchObject({ count: 3, left: 0 })
    expect(await movies()).toMatchObject(after.map(({ version: _, ...movie }) => movie))
    expect(await bucket.run((access) => undoChange(access, changeId))).toMatchObject({ count: 1, left: 2 })
    expect(alien?.version).toBe(1)
  })

  it('restores a movie that was only updated, and not one that was edited since', async () => {
    const [alien] = await put()
    const importId = await bucket.stage(`${HEAD}Alien,DVD,117,1979,3\nHeat,VHS,99,1995,1\n`)
    await choose(importId, 'update')
    await bucket.confirm(importId)
    await bucket.run((access) =>
      access.db.execute(`update movies set rating = 1, version = version + 1,
      updated_at = now(), updated_by = '${bucket.owner.userId}' where id = '${alien?.id}'`),
    )
    expect(await bucket.undo(importId)).toMatchObject({ trashed: 0, restored: 1, left: 1 })
    expect(await movies()).toMatchObject([
      { title: 'Alien', length: 117, rating: 1 },
      { title: 'Heat', format: 'DVD', length: 170, rating: 4 },
    ])
  })
})

it('the numbers of a receipt add up to the rows of the file, whatever is in it', async () => {
  const anyRow = fc.tuple(
    fc.constantFrom('Alien', 'ALIEN', 'Heat', 'Cube', 'Brazil', ''),
    fc.constantFrom('DVD', 'VHS', 'Betamax', ''),
    fc.constantFrom('117', '0', '999', ''),
    fc.constantFrom('1979', '1980', '1995', ''),
    fc.constantFrom('1', '5', '9', ''),
  )
  const mode = fc.constantFrom<ImportMode>('add', 'fill', 'update')
  const someRows = fc.array(fc.integer({ min: 2, max: 31 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { minLength: 1, maxLength: 30 }),
      mode,
      fc.boolean(),
      someRows,
      async (rows, mode, all, out) => {
        await sql('delete from movies where bucket_id = $1', [bucket.id])
        await sql('delete from imports where bucket_id = $1', [bucket.id])
        await put()
        const importId = await bucket.stage(`${HEAD}${rows.map((row) => row.join(',')).join('\n')}\n`)
        await choose(importId, mode)
        if (all) await bucket.run((access) => includeDuplicates(access, importId, 'all', true))
        const leftOut = await bucket.run((access) => chooseRows(access, importId, out, 'out'))
        const before = await movies()
        const done = await bucket.confirm(importId).catch(() => ({ count: 0, updated: 0 }))
        const after = await movies()
        const { added, updated, rows: read, same, left, reasons } = await receipt(importId)
        // A row of empty cells is no row.
        expect(read).toBe(rows.filter((row) => row.some(Boolean)).length)
        expect(added + updated + same + left).toBe(read)
        expect(Object.values(reasons).every((count) => count >= 0)).toBe(true)
        expect(reasons.aside).toBe(leftOut)
        expect([added, updated]).toEqual([done.count, done.updated])
        expect(after.length - before.length).toBe(added)
        expect(after.filter(({ version }) => version === 2)).toHaveLength(updated)
        // Nothing that is ready or changes a movie is left, so a second confirmation does nothing.
        await expect(bucket.confirm(importId)).rejects.toMatchObject({ code: 'conflict' })
        if (done.count + done.updated === 0) return
        const { trashed, restored, left: kept } = await bucket.undo(importId)
        expect([trashed, restored, kept]).toEqual([added, updated, 0])
        expect((await movies()).map(({ version: _, ...values }) => values)).toEqual(
          before.map(({ version: _, ...values }) => values),
        )
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)
