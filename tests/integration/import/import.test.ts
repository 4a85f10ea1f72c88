import { parse } from 'csv-parse/sync'
import type { SQL } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { asActor } from '@/db/client'
import { confirmImport, undoImport } from '@/db/import/confirm'
import { listImports, openImport } from '@/db/import/imports'
import { reportImport } from '@/db/import/report'
import { cancelImport, discardImport, includeDuplicates } from '@/db/import/revise'
import { stageImport } from '@/db/import/staging'
import { patchMovies } from '@/db/movies/patch'
import { purgeExpired } from '@/db/purge'
import { describeProblem } from '@/domain/import/staged'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { bytesOf, ownCsvLines } from '@/tests/support/builders/import-files'
import { confirm, fixRow, look, revise, rowsOf, stage } from '@/tests/support/builders/imports'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'
import { send } from '@/tests/support/next/send'

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string

beforeAll(async () => {
  owner = await addPerson('Ana')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
})

const HEAD = 'title,format,length,releaseYear,rating\n'
const TWO = `${HEAD}Alien,VHS,117,1979,5\nHeat,DVD,170,1995,4\n`
const titles = async (bucket = bucketId) =>
  (await sql('select title from movies where bucket_id = $1 and deleted_at is null order by id', [bucket])).map(
    ({ title }) => title,
  )
const counts = async (importId: string) => (await look(owner, bucketId, importId)).counts
const undo = (importId: string) => inBucket(owner, bucketId, 'importMovies', (access) => undoImport(access, importId))

describe('staging', () => {
  it('touches no movie until it is confirmed', async () => {
    const importId = await stage(owner, bucketId, TWO)
    expect(await titles()).toEqual([])
    expect(await look(owner, bucketId, importId)).toMatchObject({
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

  it('is one change when it is confirmed, in the order of the file', async () => {
    const importId = await stage(owner, bucketId, TWO)
    const done = await confirm(owner, bucketId, importId)
    expect(done).toMatchObject({ count: 2, duplicates: 0, problems: 0 })
    expect(await titles()).toEqual(['Alien', 'Heat'])
    expect(await sql('select kind from movie_changes where change_id = $1', [done.changeId])).toEqual([
      { kind: 'add' },
      { kind: 'add' },
    ])
    expect(await look(owner, bucketId, importId)).toMatchObject({
      state: 'done',
      parts: [{ changeId: done.changeId, count: 2 }],
    })
  })

  it('of the same file again changes nothing', async () => {
    await confirm(owner, bucketId, await stage(owner, bucketId, TWO))
    const before = await sql('select * from movies where bucket_id = $1 order by id', [bucketId])
    const again = await stage(owner, bucketId, TWO)
    expect(await counts(again)).toMatchObject({ ready: 0, duplicate: 2 })
    await expect(confirm(owner, bucketId, again)).rejects.toMatchObject({ code: 'conflict' })
    expect(await sql('select * from movies where bucket_id = $1 order by id', [bucketId])).toEqual(before)
  })

  it('of the same movies from two files at the same time adds them once', async () => {
    const lines = [...ownCsvLines(2000)].join('')
    const both = [await stage(owner, bucketId, lines), await stage(owner, bucketId, lines)]
    const ended = await Promise.allSettled(both.map((importId) => confirm(owner, bucketId, importId)))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    expect(await titles()).toHaveLength(2000)
  })

  it('of the same file twice at once adds it once', async () => {
    const both = [await stage(owner, bucketId, TWO), await stage(owner, bucketId, TWO)]
    for (const importId of both) expect(await counts(importId)).toMatchObject({ ready: 2 })
    await confirm(owner, bucketId, both[0] ?? '')
    await expect(confirm(owner, bucketId, both[1] ?? '')).rejects.toMatchObject({ code: 'conflict' })
    expect(await titles()).toHaveLength(2)
    const importId = await stage(owner, bucketId, `${HEAD}Once,DVD,1,1990,1\n`)
    const tries = await Promise.allSettled([1, 2, 3].map(() => confirm(owner, bucketId, importId)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await titles()).toHaveLength(3)
  })

  it('that fails in the middle leaves nothing behind', async () => {
    const before = await checksum()
    async function* broken() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      throw new Error('the line went dead')
    }
    await expect(stageImport(owner, bucketId, { name: 'x', bytes: broken() })).rejects.toThrow('the line went dead')
    await expect(stage(owner, bucketId, `${TWO}"never closed,1`)).rejects.toMatchObject({ code: 'invalid' })
    await expect(stage(owner, bucketId, '')).rejects.toMatchObject({ code: 'invalid' })
    expect(await checksum()).toBe(before)
  })

  it('that is discarded while it is read ends there', async () => {
    const before = await checksum()
    async function* discarded() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      const [reading] = await sql<{ id: string }>('select id from imports where bucket_id = $1', [bucketId])
      await inBucket(owner, bucketId, 'importMovies', (access) => discardImport(access, reading?.id ?? ''))
      yield* bytesOf('Heat,VHS,117,1979,5\n'.repeat(9000))
    }
    await expect(stageImport(owner, bucketId, { name: 'x', bytes: discarded() })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await checksum()).toBe(before)
  })

  it('stops when somebody may not write any more', async () => {
    const editor = await addPerson('Editor')
    await grant(bucketId, { user: editor }, 'editor')
    async function* revoked() {
      yield* bytesOf(`${HEAD}${'Alien,VHS,117,1979,5\n'.repeat(9000)}`)
      await sql('delete from grants where user_id = $1', [editor.userId])
      yield* bytesOf('Heat,VHS,117,1979,5\n'.repeat(9000))
    }
    await expect(stageImport(editor, bucketId, { name: 'x', bytes: revoked() })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is refused before a byte is read to who may not write', async () => {
    const stranger = await addPerson('Stranger')
    let read = false
    async function* bytes() {
      read = true
      yield* bytesOf(TWO)
    }
    await expect(stageImport(stranger, bucketId, { name: 'x', bytes: bytes() })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(read).toBe(false)
  })

  it('holds 20 at a time, which are listed and can be discarded', async () => {
    for (let n = 0; n < 20; n++) await stage(owner, bucketId, TWO)
    await expect(stage(owner, bucketId, TWO)).rejects.toMatchObject({ code: 'conflict' })
    const list = await inBucket(owner, bucketId, 'readImports', listImports)
    expect(list).toHaveLength(20)
    const [first] = list
    await inBucket(owner, bucketId, 'importMovies', (access) => discardImport(access, first?.id ?? ''))
    await expect(look(owner, bucketId, first?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect(await sql('select 1 from import_rows where import_id = $1', [first?.id])).toEqual([])
    await stage(owner, bucketId, TWO)
  })
})

describe('problems', () => {
  it('of 37 in 10,000 rows are listed by row and field, and the others go in', async () => {
    const bad = new Map<number, string>()
    const rows = Array.from({ length: 10_000 }, (_, n) => {
      const row = n + 2
      if (n % 270 !== 7 || bad.size === 37) return `Movie ${n},DVD,${n % 501},${1800 + (n % 301)},${1 + (n % 5)}`
      bad.set(row, `Row ${row}, Length: 1170 is above the limit of 500 minutes`)
      return `Movie ${n},DVD,1170,1990,3`
    })
    const importId = await stage(owner, bucketId, HEAD + rows.join('\n'))
    expect(await counts(importId)).toMatchObject({ ready: 9963, problem: 37 })
    const problems = await rowsOf(owner, bucketId, importId, 'problem')
    expect(problems.flatMap(({ row, problems }) => problems.map((one) => describeProblem(row, one)))).toEqual([
      ...bad.values(),
    ])
    expect(await confirm(owner, bucketId, importId)).toMatchObject({ count: 9963, problems: 37 })
    expect(await counts(importId)).toMatchObject({ ready: 0, problem: 37 })
    // As they stood in the file, for the download.
    expect(problems[0]?.cells).toEqual(['Movie 7', 'DVD', '1170', '1990', '3'])
  })

  it('are fixed in place and added as a further part; undo takes both back', async () => {
    const importId = await stage(owner, bucketId, `${TWO}Long,DVD,1170,1990,3\nNo year,DVD,90,,3\n`)
    await confirm(owner, bucketId, importId)
    expect(await fixRow(owner, bucketId, importId, 4, { length: '501' })).toEqual({
      fixed: false,
      fields: { length: 'Length: 501 is above the limit of 500 minutes' },
    })
    const [kept] = await rowsOf(owner, bucketId, importId, 'problem')
    expect(kept).toMatchObject({ row: 4, fixes: { length: '501' } })
    expect(await fixRow(owner, bucketId, importId, 4, { length: '1:57' })).toMatchObject({ fixed: true })
    expect(await confirm(owner, bucketId, importId)).toMatchObject({ count: 1, problems: 1 })
    expect(await titles()).toEqual(['Alien', 'Heat', 'Long'])
    expect(await look(owner, bucketId, importId)).toMatchObject({
      state: 'staged',
      parts: [{ count: 2 }, { count: 1 }],
    })
    expect(await undo(importId)).toMatchObject({ count: 3, left: 0 })
    expect(await titles()).toEqual([])
  })

  it('stay fixed when the file is read another way', async () => {
    const importId = await stage(owner, bucketId, 'Name,Year,Letterboxd URI,Rating\nA,1990,x,\nB,1991,x,3\n')
    await fixRow(owner, bucketId, importId, 2, { rating: '5' })
    const fill = { format: { value: 'VHS', everywhere: false }, length: { value: '90', everywhere: false } }
    await revise(owner, bucketId, importId, { fill })
    expect((await rowsOf(owner, bucketId, importId)).map(({ values }) => values)).toEqual([
      { title: 'A', format: 'VHS', length: 90, releaseYear: 1990, rating: 5 },
      { title: 'B', format: 'VHS', length: 90, releaseYear: 1991, rating: 3 },
    ])
  })

  it('of any characters are kept as they came', async () => {
    const importId = await stage(
      owner,
      bucketId,
      JSON.stringify([
        { title: 'a\0b', format: '\0', length: 1, releaseYear: 1990, rating: 1 },
        { title: '\ud800', format: 'x\udfff', length: 1, releaseYear: 1990, rating: 1 },
      ]),
    )
    const rows = await rowsOf(owner, bucketId, importId, 'problem')
    expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['a\0b', '\0'],
      ['\ud800', 'x\udfff'],
    ])
    await expect(fixRow(owner, bucketId, importId, 1, { title: '\0', format: '\ud800' })).resolves.toMatchObject({
      fixed: false,
    })
    expect(await look(owner, bucketId, importId)).toMatchObject({ counts: { problem: 2 } })
  })
})

describe('settings', () => {
  it('are downloaded as they stood, with nothing for a spreadsheet to compute or to part', async () => {
    const { GET } = await import('@/app/buckets/[bucketId]/import/[importId]/problems/route')
    const download = async (file: string) => {
      const importId = await stage(owner, bucketId, file)
      const answer = await send({ token: owner.token }, () =>
        GET(new NextRequest('http://localhost:3000/'), { params: Promise.resolve({ bucketId, importId }) }),
      )
      return answer.text()
    }
    const text = await download('Title,Format,Note\n=1+1,Betamax,a;=2+2\nAlien,"-x",@y\n')
    const cells = [
      ['Title', 'Format', 'Note'],
      ["'=1+1", 'Betamax', 'a;=2+2'],
      ['Alien', "'-x", "'@y"],
    ]
    expect(parse(text, { bom: true })).toEqual(cells)
    expect(parse(text, { bom: true, delimiter: [',', ';', '\t'] })).toEqual(cells)
    // What is guarded in the file already is not guarded twice, and the rest of it not left as it is.
    const ours = await download(`${HEAD}'=1+1,Betamax,1,1990,1\n=2+2,Betamax,1,1990,1\n`)
    expect(ours).toMatch(/\r\n'=1\+1,Betamax,.*\r\n'=2\+2,Betamax,/)
  })

  it.each([
    ['a list of somebody', 'Name,Format,Minutes,Year,Stars\n'],
    ['a file of our own', HEAD],
  ])('are downloaded so that the rows of %s can be corrected there and chosen again', async (_, head) => {
    const { GET } = await import('@/app/buckets/[bucketId]/import/[importId]/problems/route')
    const titlesOf = async (importId: string) => {
      // Remembered for the second file.
      await revise(owner, bucketId, importId, { formats: [['betamax', 'VHS']] })
      return (await rowsOf(owner, bucketId, importId, 'ready')).map(({ values }) => values?.title)
    }
    const first = await stage(
      owner,
      bucketId,
      `${head}=1+1,Betamax,1,1990,1\n'=x,Betamax,1,1990,1\n-,Betamax,1,1990,1\n`,
    )
    const answer = await send({ token: owner.token }, () =>
      GET(new NextRequest('http://localhost:3000/'), { params: Promise.resolve({ bucketId, importId: first }) }),
    )
    const again = await stage(owner, bucketId, await answer.text())
    const titles = await titlesOf(first)
    expect(titles).toHaveLength(3)
    expect(await titlesOf(again)).toEqual(titles)
  })

  it('are remembered by person and names of columns, all but one value for all', async () => {
    const csv = 'Film,Wert,Lang,Jahr,Art\nA,80,90,1990,Tape\n'
    const first = await stage(owner, bucketId, csv)
    const columns = { title: 0, rating: 1, length: 2, releaseYear: 3, format: 4 }
    const changes = {
      columns,
      scale: '100',
      formats: [['tape', 'VHS']],
      fill: { length: { value: '1', everywhere: true } },
    } as const
    await revise(owner, bucketId, first, changes as never)
    expect(await counts(first)).toMatchObject({ ready: 1 })
    const second = await stage(owner, await addBucket(owner), csv.replace('Film', 'FILM '))
    const [stored] = await sql<{ settings: object }>('select settings from imports where id = $1', [second])
    expect(stored?.settings).toMatchObject({ columns, scale: '100', formats: [['tape', 'VHS']], fill: {} })
    const other = await addPerson('Bob')
    await stage(other, other.bucketId, csv)
    const [theirs] = await sql<{ settings: { scale: string } }>('select settings from imports where bucket_id = $1', [
      other.bucketId,
    ])
    expect(theirs?.settings.scale).not.toBe('100')
  })

  it('say whether the first row is a movie', async () => {
    const importId = await stage(owner, bucketId, 'Title\nAlien\n')
    expect(await counts(importId)).toMatchObject({ problem: 1 })
    await revise(owner, bucketId, importId, { named: false })
    expect(await counts(importId)).toMatchObject({ problem: 2 })
    await revise(owner, bucketId, importId, { named: true })
    expect(await counts(importId)).toMatchObject({ problem: 1 })
  })

  it('that ask what formats stand for count the rows that wait for each', async () => {
    const rows = ['Blu-ray', 'blu-ray ', 'LaserDisc', 'vhs'].map((format, n) => `M${n},${format},90,1990,3`)
    const importId = await stage(owner, bucketId, HEAD + rows.join('\n'))
    expect((await look(owner, bucketId, importId)).formatWords).toEqual([
      { word: 'blu-ray', count: 2 },
      { word: 'laserdisc', count: 1 },
    ])
    await revise(owner, bucketId, importId, { formats: [['blu-ray', 'DVD']] })
    expect(await look(owner, bucketId, importId)).toMatchObject({
      counts: { ready: 3, problem: 1 },
      formatWords: [{ word: 'laserdisc', count: 1 }],
    })
  })
})

it('counts the rows that say nothing about a field, and not those whose value does not fit', async () => {
  const rows = ['A,DVD,,1990,3', 'B,DVD,,1990,3', 'C,DVD,1170,1990,3', 'D,,90,,3', 'E,DVD,90,1990,3']
  const importId = await stage(owner, bucketId, HEAD + rows.join('\n'))
  const lacking = async () => (await look(owner, bucketId, importId)).lacking
  expect(await lacking()).toEqual({ title: 0, format: 1, length: 2, releaseYear: 1, rating: 0 })
  await revise(owner, bucketId, importId, { fill: { length: { value: '90', everywhere: false } } })
  expect(await lacking()).toMatchObject({ length: 0 })
})

it('is reported row by row, before anything is added', async () => {
  await putMovies(owner, bucketId, [{ title: 'Heat', releaseYear: 1995 }])
  const importId = await stage(owner, bucketId, `${TWO}Long,DVD,1170,1990,6\n`)
  const reported = []
  for await (const rows of reportImport(owner, bucketId, importId)) reported.push(...rows)
  expect(reported).toEqual([
    { row: 2, outcome: 'add', movie: { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } },
    expect.objectContaining({ row: 3, outcome: 'duplicate', same: expect.objectContaining({ title: 'Heat' }) }),
    {
      row: 4,
      outcome: 'problem',
      errors: [
        { field: 'length', message: 'Length: 1170 is above the limit of 500 minutes' },
        { field: 'rating', message: 'Rating: 6 is above the limit of 5' },
      ],
    },
  ])
  expect(await titles()).toEqual(['Heat'])
})

describe('duplicates', () => {
  it('are the same title within a year, in the bucket and higher up in the file', async () => {
    const [alien] = await putMovies(owner, bucketId, [{ title: 'Alien', releaseYear: 1979 }])
    const importId = await stage(
      owner,
      bucketId,
      `${HEAD}ALIEN,VHS,117,1980,5\nAlien,VHS,117,1981,5\nThe Heat,DVD,1,1995,1\nheat,DVD,1,1995,1\nHeat,DVD,1,1997,1\n`,
    )
    const rows = await rowsOf(owner, bucketId, importId)
    expect(rows.map(({ row, state, same }) => [row, state, same])).toEqual([
      [2, 'duplicate', { id: alien?.id, title: 'Alien', releaseYear: 1979 }],
      [3, 'duplicate', { row: 2 }],
      [4, 'ready', undefined],
      [5, 'ready', undefined],
      [6, 'ready', undefined],
    ])
  })

  it('are left out, or included one by one, or all', async () => {
    await putMovies(owner, bucketId, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])
    const csv = `${HEAD}A,DVD,1,1979,1\nB,DVD,1,1979,1\nC,DVD,1,1979,1\nD,DVD,1,1979,1\n`
    const include = (importId: string, rows: number[] | 'all', included = true) =>
      inBucket(owner, bucketId, 'importMovies', (access) => includeDuplicates(access, importId, rows, included))
    const importId = await stage(owner, bucketId, csv)
    expect(await include(importId, [3, 5])).toBe(1)
    expect(await counts(importId)).toMatchObject({ ready: 2, duplicate: 2 })
    // What is included stays it, whatever is read anew.
    await revise(owner, bucketId, importId, {})
    expect(await counts(importId)).toMatchObject({ ready: 2, duplicate: 2 })
    await include(importId, 'all')
    expect(await counts(importId)).toMatchObject({ ready: 4, duplicate: 0 })
    await include(importId, [2], false)
    expect(await confirm(owner, bucketId, importId)).toMatchObject({ count: 3, duplicates: 1 })
    expect((await titles()).sort()).toEqual(['A', 'B', 'B', 'C', 'C', 'D'])
  })

  it('of thousands of the same title take no time worth mentioning', async () => {
    const row = 'Same,DVD,1,1990,1\n'
    const importId = await stage(owner, bucketId, HEAD + row.repeat(20_000))
    expect(await counts(importId)).toMatchObject({ ready: 1, duplicate: 19_999 })
  })
})

describe('undo', () => {
  it('leaves what was changed since, and says how many', async () => {
    const importId = await stage(owner, bucketId, TWO)
    await confirm(owner, bucketId, importId)
    const [movie] = await sql<{ id: string }>("select id from movies where bucket_id = $1 and title = 'Heat'", [
      bucketId,
    ])
    await inBucket(owner, bucketId, 'editMovies', (access) =>
      patchMovies(access, [{ id: movie?.id ?? '', version: 1, changes: { rating: 1 } }]),
    )
    expect(await undo(importId)).toMatchObject({ count: 1, left: 1 })
    expect(await titles()).toEqual(['Heat'])
    expect((await look(owner, bucketId, importId)).undone).toBe(true)
  })

  it('is for what was added', async () => {
    await expect(undo(await stage(owner, bucketId, TWO))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('then importing again has all of it back, under ids that are free', async () => {
    const id = '01900000-0000-7000-8000-000000000001'
    const csv = `title,format,length,releaseYear,rating,id\nAlien,VHS,117,1979,5,${id}\n`
    const first = await stage(owner, bucketId, csv)
    await confirm(owner, bucketId, first)
    await undo(first)
    await confirm(owner, bucketId, await stage(owner, bucketId, csv))
    const rows = await sql('select id, deleted_at is null as live from movies where bucket_id = $1 order by live', [
      bucketId,
    ])
    expect(rows).toEqual([
      { id, live: false },
      { id: expect.not.stringMatching(id), live: true },
    ])
  })
})

describe('an import under way', () => {
  it('is stopped by somebody who asks, and then nothing was added', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `Movie ${n},DVD,1,1990,1`)
    const importId = await stage(owner, bucketId, HEAD + rows.join('\n'))
    // From another connection, once the first part is in.
    let asked: Promise<void> | undefined
    const attempt = inBucket(owner, bucketId, 'importMovies', async (access) => {
      await asked
      const done = await confirmImport(access, importId, () => {
        asked ??= inBucket(owner, bucketId, 'importMovies', (other) => cancelImport(other, importId, true))
      })
      return done
    })
    const outcome = await attempt.catch((error: { code: string }) => error.code)
    await asked
    if (outcome === 'conflict') {
      expect(await titles()).toEqual([])
      expect(await counts(importId)).toMatchObject({ ready: 12_000 })
    } else expect(await titles()).toHaveLength(12_000)
    await inBucket(owner, bucketId, 'importMovies', (access) => cancelImport(access, importId, true))
    const again = await stage(owner, bucketId, TWO)
    await inBucket(owner, bucketId, 'importMovies', (access) => cancelImport(access, again, true))
    await expect(confirm(owner, bucketId, again)).rejects.toMatchObject({ code: 'conflict' })
    expect(await counts(again)).toMatchObject({ ready: 2 })
  })

  it.each([
    ['in the middle', 6000],
    ['at the very end', 10],
  ])('adds nothing for somebody whose access is taken away %s', async (_, count) => {
    const editor = await addPerson('Editor')
    await grant(bucketId, { user: editor }, 'editor')
    const rows = Array.from({ length: count }, (_, n) => `Movie ${n},DVD,1,1990,1`)
    const importId = await stage(editor, bucketId, HEAD + rows.join('\n'))
    const attempt = inBucket(editor, bucketId, 'importMovies', (access) => {
      let revoke: (() => Promise<unknown>) | undefined
      const db = Object.create(access.db, {
        execute: {
          value: async (statement: SQL) => {
            await revoke?.()
            return access.db.execute(statement)
          },
        },
      })
      return confirmImport({ ...access, db }, importId, () => {
        revoke = () => sql('delete from grants where user_id = $1', [editor.userId])
      })
    })
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    expect(await titles()).toEqual([])
    expect(await look(owner, bucketId, importId)).toMatchObject({ parts: [], counts: { ready: count } })
  })

  it('is refused while another one is added to the same bucket, and waits for nobody', async () => {
    const [first, second] = [
      await stage(owner, bucketId, TWO),
      await stage(owner, bucketId, `${TWO}Brazil,DVD,1,1985,1`),
    ]
    await inBucket(owner, bucketId, 'importMovies', async (access) => {
      await confirmImport(access, first)
      await expect(confirm(owner, bucketId, second)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('Another import is being added'),
      })
    })
    expect(await confirm(owner, bucketId, second)).toMatchObject({ count: 1, duplicates: 2 })
  })

  it('stays cancelled when somebody else confirms it in the middle', async () => {
    const importId = await stage(owner, bucketId, TWO)
    const { POST } = await import('@/app/buckets/[bucketId]/import/[importId]/confirm/route')
    const confirmAgain = () =>
      send({ token: owner.token }, () =>
        POST(
          new NextRequest('http://localhost:3000/', { method: 'POST', headers: { accept: 'application/x-ndjson' } }),
          {
            params: Promise.resolve({ bucketId, importId }),
          },
        ),
      )
    await inBucket(owner, bucketId, 'importMovies', async (access) => {
      await openImport(access, importId, 'alone')
      await inBucket(owner, bucketId, 'importMovies', (other) => cancelImport(other, importId, true))
      expect((await confirmAgain()).status).toBe(409)
      await expect(confirmImport(access, importId)).rejects.toMatchObject({ code: 'conflict' })
    })
    expect(await titles()).toEqual([])
    // Once nobody is at it, confirming is what somebody wants now.
    const answer = await confirmAgain()
    expect(await answer.text()).toMatch(/"done":\{.*"count":2/)
  })

  it('that ends before one has it alone is taken back as it is by then', async () => {
    const importId = await stage(owner, bucketId, TWO)
    const undone = await inBucket(owner, bucketId, 'importMovies', async (access) => {
      // Somebody else adds it between the look at the import and the lock on it.
      let before: Promise<unknown> | undefined
      const db = new Proxy(access.db, {
        get(target, name) {
          const value = Reflect.get(target, name)
          if (name !== 'execute') return typeof value === 'function' ? value.bind(target) : value
          return async (...args: Parameters<typeof target.execute>) => {
            before ??= confirm(owner, bucketId, importId)
            await before
            return target.execute(...args)
          }
        },
      })
      return undoImport({ ...access, db }, importId)
    })
    expect(undone).toMatchObject({ count: 2 })
    expect(await titles()).toEqual([])
  })

  it('is left alone by whoever else would change it', async () => {
    const importId = await stage(owner, bucketId, TWO)
    await asActor(owner, { write: true }, async (db) => {
      const { sql: text } = await import('drizzle-orm')
      await db.execute(text`select pg_advisory_xact_lock(hashtextextended(${importId}, 0))`)
      for (const change of [
        () => confirm(owner, bucketId, importId),
        () => fixRow(owner, bucketId, importId, 2, { title: 'X' }),
        () => revise(owner, bucketId, importId, {}),
        () => inBucket(owner, bucketId, 'importMovies', (access) => discardImport(access, importId)),
      ])
        await expect(change()).rejects.toMatchObject({ code: 'conflict' })
    })
    expect(await confirm(owner, bucketId, importId)).toMatchObject({ count: 2 })
  })
})

it('what nobody goes on with is purged, with its rows', async () => {
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
    const importId = await stage(owner, bucketId, TWO)
    await sql('update imports set state = $2, updated_at = now() - $3::interval where id = $1', [importId, state, age])
    ids.push([importId, kept])
  }
  await purgeExpired()
  for (const [id, kept] of ids) {
    expect(await sql('select 1 from imports where id = $1', [id])).toHaveLength(kept ? 1 : 0)
    expect(await sql('select 1 from import_rows where import_id = $1', [id])).toHaveLength(kept ? 3 : 0)
  }
})
