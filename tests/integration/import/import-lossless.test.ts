import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { guardCell } from '@/domain/export/csv-cell'
import { addBucket } from '@/tests/support/builders/buckets'
import { confirm, preview, revise, rowsOf, stage } from '@/tests/support/builders/imports'
import { MESSY_LIST } from '@/tests/support/builders/messy-list'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie } from '@/tests/support/models/arbitraries'

let owner: Awaited<ReturnType<typeof addPerson>>

beforeAll(async () => {
  owner = await addPerson('Ana')
})

type Exported = Record<
  'title' | 'format' | 'length' | 'releaseYear' | 'rating' | 'id' | 'createdAt' | 'updatedAt',
  unknown
>

/** A bucket as an export has it, in the order in which its movies were added. */
const exported = (bucketId: string) =>
  sql<Exported>(
    `select title, format, length, release_year as "releaseYear", rating, id, created_at as "createdAt", updated_at as "updatedAt"
     from movies where bucket_id = $1 and deleted_at is null order by created_at, id`,
    [bucketId],
  ).then((rows) =>
    rows.map((row) => ({
      ...row,
      createdAt: (row.createdAt as Date).toISOString(),
      updatedAt: (row.updatedAt as Date).toISOString(),
    })),
  )

const asCsv = (rows: Exported[]) =>
  stringify(
    rows.map((row) => Object.values(row).map((value) => guardCell(String(value)))),
    { header: true, columns: Object.keys(rows[0] ?? {}) },
  )

describe('export → import', () => {
  it.each([
    ['CSV', asCsv],
    ['JSON', (rows: Exported[]) => JSON.stringify(rows)],
    ['lines of JSON', (rows: Exported[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
  ])('by %s gives an identical bucket with its ids and order, also with a film twice', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMovie, { minLength: 1, maxLength: 12 }), async (movies) => {
        const from = await addBucket(owner)
        await putMovies(owner, from, [...movies, ...movies.slice(0, 2)])
        // As if the movies had been added one after the other, the last one first.
        await sql("update movies set created_at = now() - (rating || ' hours')::interval where bucket_id = $1", [from])
        const before = await exported(from)
        await sql('delete from buckets where id = $1', [from])
        const into = await addBucket(owner)
        const importId = await stage(owner, into, write(before), 1000)
        expect((await preview(owner, into, importId)).counts).toMatchObject({ ready: before.length })
        await confirm(owner, into, importId)
        expect(await exported(into)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })

  it('beside the original bucket gives other ids, because those are taken', async () => {
    const from = await addBucket(owner)
    await putMovies(owner, from, [{ title: 'A' }, { title: 'B' }])
    const into = await addBucket(owner)
    await confirm(owner, into, await stage(owner, into, asCsv(await exported(from))))
    const ids = (rows: Exported[]) => rows.map(({ id }) => id)
    const [before, after] = [await exported(from), await exported(into)]
    expect(after.map(({ title, createdAt }) => [title, createdAt])).toEqual(
      before.map(({ title, createdAt }) => [title, createdAt]),
    )
    expect(ids(after).filter((id) => ids(before).includes(id))).toEqual([])
  })

  it('of a bucket into itself changes nothing', async () => {
    const bucketId = await addBucket(owner)
    await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'A' }, { title: 'B' }])
    const importId = await stage(owner, bucketId, asCsv(await exported(bucketId)))
    expect((await preview(owner, bucketId, importId)).counts).toMatchObject({ ready: 0, duplicate: 3 })
  })
})

describe('a long, messy list', () => {
  it('is accounted for, row by row', async () => {
    const bucketId = await addBucket(owner)
    const importId = await stage(owner, bucketId, MESSY_LIST.file)
    expect(await preview(owner, bucketId, importId)).toMatchObject({
      // Its rating is that of IMDb, which counts only when it is asked for.
      settings: { source: 'table', columns: { title: 0, length: 1, releaseYear: 2 } },
      counts: { ready: 0, duplicate: 0 },
    })
    await revise(owner, bucketId, importId, {
      fill: { format: { value: 'DVD', everywhere: false } },
      columns: { title: 0, length: 1, releaseYear: 2, rating: 3 },
      scale: '10',
    })
    const { counts, future } = await preview(owner, bucketId, importId)
    const rows = await rowsOf(owner, bucketId, importId)
    expect(rows).toHaveLength(MESSY_LIST.rows)
    expect(counts.ready + counts.duplicate + counts.incomplete + counts.problem).toBe(MESSY_LIST.rows)
    const faults = rows.flatMap(({ faults }) => faults)
    const having = (pattern: RegExp) => faults.filter(({ message }) => pattern.test(message)).length
    expect(having(/^Length is missing/)).toBe(MESSY_LIST.withoutLength)
    expect(having(/^Title is missing/)).toBe(1)
    expect(having(/^Title: .* above the limit of 50$/)).toBe(
      rows.filter(({ cells }) => [...(cells[0] ?? '').trim()].length > 50).length,
    )
    expect(having(/^Title: /)).toBeGreaterThan(0)
    // Titles that are numbers are titles.
    for (const title of MESSY_LIST.numbers) {
      const [row] = rows.filter(({ cells }) => cells[0] === title)
      expect(row?.values?.title ?? row?.faults.every(({ field }) => field !== 'title'), title).toBeTruthy()
    }
    // Years of two digits that the list has as 2046, for example, are reported but not changed.
    expect(future.latest).toBe(
      Math.max(...rows.map(({ state, values }) => (state === 'ready' ? (values?.releaseYear ?? 0) : 0))),
    )
    expect(counts.ready + counts.duplicate).toBe(
      rows.filter(({ cells: [title = '', length, date, rating] }) =>
        Boolean(
          title.trim() && [...title.trim()].length <= 50 && length && /\d{4}/.test(date ?? '') && Number(rating) > 0,
        ),
      ).length,
    )
    expect(await confirm(owner, bucketId, importId)).toMatchObject({ count: counts.ready })
  })
})
