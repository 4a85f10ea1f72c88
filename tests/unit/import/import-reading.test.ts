import { stringify } from 'csv-stringify/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardCell } from '@/domain/export/csv-cell'
import { openFile } from '@/domain/import/read-file'
import { makeRowValidator } from '@/domain/import/validate-row'
import type { MovieValues } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'
import { anyId, anyMovie } from '@/tests/support/models/arbitraries'

const NAMES = ['title', 'format', 'length', 'releaseYear', 'rating']

async function validated(file: string | Uint8Array, chunk?: number) {
  const { rows, settings, width } = await openFile(bytesOf(file, chunk))
  const validate = makeRowValidator(settings, width)
  return (await readAll(rows)).slice(settings.named ? 1 : 0).map(({ row, cells }) => ({ row, ...validate(cells) }))
}

const cells = async (file: string | Uint8Array, chunk?: number) =>
  (await readAll((await openFile(bytesOf(file, chunk))).rows)).map((row) => row.cells)

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]))

const encode = (text: string) => new TextEncoder().encode(text)

describe('an export is read back', () => {
  const anyExported = fc.record({
    movie: anyMovie,
    id: anyId,
    at: fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  })
  const anyChunk = fc.integer({ min: 1, max: 300 })
  const row = ({ movie, id, at }: { movie: MovieValues; id: string; at: string }) => ({
    ...movie,
    id,
    createdAt: at,
    updatedAt: at,
  })

  it('as CSV of our own: any script, quotes, line breaks, formulas', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyExported, { minLength: 1, maxLength: 8 }), anyChunk, async (movies, chunk) => {
        const rows = movies.map(row)
        const csv = stringify(
          rows.map((row) => Object.values(row).map((value) => guardCell(String(value)))),
          { header: true, columns: Object.keys(rows[0] ?? {}) },
        )
        expect(await validated(csv, chunk)).toMatchObject(
          movies.map(({ movie, id, at }) => ({ state: 'ready', values: movie, id, createdAt: at, updatedAt: at })),
        )
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['an array', (rows: object[]) => JSON.stringify(rows)],
    ['an indented array', (rows: object[]) => JSON.stringify(rows, null, 2)],
    ['lines', (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
    [
      'an export of everything',
      (rows: object[]) =>
        JSON.stringify({
          format: 'moviebucket',
          buckets: [{ id: 'x', name: '{"a": [', movies: rows }, { movies: [] }],
        }),
    ],
  ])('as JSON: %s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyExported, { minLength: 1, maxLength: 6 }), anyChunk, async (movies, chunk) => {
        expect(await validated(write(movies.map(row)), chunk)).toMatchObject(
          movies.map(({ movie, id, at }, index) => ({
            row: index + 1,
            state: 'ready',
            values: movie,
            id,
            createdAt: at,
          })),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('bytes', () => {
  const csv =
    'title,format,length,releaseYear,rating\r\n"A\r\nC",VHS,1:57,1979,5\r\n\r\n"A, ""B""",VHS,1:57,1979,5\r\n\r\nD,dvd,90 min,1980,4\r\n'

  it('mean the same with a byte order mark, other delimiters and line ends, and in any chunks', async () => {
    const wanted = await validated(csv)
    expect(wanted).toMatchObject([
      { row: 2, state: 'problem', faults: [{ field: 'title', message: expect.stringContaining('U+000D') }] },
      { row: 4, state: 'ready', values: { title: 'A, "B"', format: 'VHS', length: 117 } },
      { row: 6, state: 'ready', values: { title: 'D', format: 'DVD', length: 90 } },
    ])
    for (const chunk of [1, 2, 3, 50]) expect(await validated(`\ufeff${csv}`, chunk)).toEqual(wanted)
    const semicolons = csv.replaceAll(',', ';').replace('"A; ', '"A, ')
    expect(await validated(semicolons)).toEqual(wanted)
    expect(await validated(csv.replaceAll(',', '\t').replace('"A\t ', '"A, '))).toEqual(wanted)
  })

  it('of Windows-1252 late in a file do not change what was read before', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `Title ${n};Straße`).join('\n')
    const late = new Uint8Array([
      ...encode(`Title;Name\n${lines}\n`),
      0x41,
      0x6d,
      0xe9,
      0x6c,
      0x69,
      0x65,
      0x3b,
      0x80,
      0x0a,
    ])
    const rows = await cells(late, 1000)
    expect(rows[1]).toEqual(['Title 0', 'Straße'])
    expect(rows.at(-1)).toEqual(['Amélie', '€'])
    expect(rows).toHaveLength(3002)
  })

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0], 'a gzip archive'],
    ['an old workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], 'an old Excel workbook'],
    ['a database', [...encode('SQLite format 3\0')], 'a database (SQLite)'],
    ['something with NULs', [0x74, 0x69, 0, 0x74], 'not a text file'],
  ])('that are %s are refused in plain words', async (_, bytes, words) => {
    for (const chunk of [1, 100]) {
      const opened = openFile(bytesOf(new Uint8Array(bytes), chunk))
      await expect(opened).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(words) })
    }
  })

  it.each([
    ['nothing', ''],
    ['empty lines', '\n\r\n\n'],
    ['a byte order mark', '\ufeff'],
    ['an empty array', '[]'],
  ])('that are %s are refused as empty', async (_, text) => {
    await expect(openFile(bytesOf(text))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/empty/),
    })
  })

  it.each([
    [
      'a quote that is never closed',
      `title,format\n${'x,DVD\n'.repeat(300)}"y,DVD\n${'x,DVD\n'.repeat(99_000)}`,
      /Row 302 .*quotation mark/,
    ],
    ...[4, 51].map((row): [string, string, RegExp] => [
      `a quote in row ${row} that is never closed`,
      `title,format\n${'x,DVD\n'.repeat(row - 2)}"y,DVD\n${'x,DVD\n'.repeat(10)}`,
      new RegExp(`Row ${row} .*quotation mark`),
    ]),
    [
      'a cell that is too long',
      `title,format\nx,DVD\n${'y'.repeat(40_000)},DVD\n`,
      /Row 3, column 1: 40000 characters/,
    ],
    ['too many columns', `title\n${','.repeat(600)}x\n`, /Row 2 has 601 columns/],
    ['too many keys', JSON.stringify([{ title: 'A' }, keys(501)]), /Row 2 has 501 columns/],
    ['too many keys late', JSON.stringify([...Array(300).fill({ title: 'A' }), keys(501)]), /Row 301 has 501 columns/],
    ['a key that is too long', JSON.stringify([{ ['y'.repeat(40_000)]: 1 }]), /Row 1, column 1: 40000 characters/],
    ['a value that is too long', JSON.stringify([{ title: 'y'.repeat(40_000) }]), /Row 1, column 1: 40000 characters/],
    ['JSON that breaks off', '[{"title":"A"},{"title":"B"', /ends in the middle, after movie 1/],
    ['JSON that is none', '[{"title":"A"},{"title":B}]', /Movie 2 of the file is not valid JSON/],
  ])('with %s are refused with the place of the fault', async (_, text, message) => {
    await expect(cells(text)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(message) })
  })

  it('in one endless line are refused before they fill the memory', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = encode('x'.repeat(64_000))
      for (; given < 50_000_000; given += chunk.length) yield chunk
    }
    await expect(openFile(endless())).rejects.toMatchObject({
      code: 'invalid',
      message: /Line 1 is longer than 256 KB/,
    })
    expect(given).toBeLessThan(1_000_000)
  })

  it('of any kind are read or refused, without another error', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 300 }).map(encode),
      // A file with a spoilt part and a cut end.
      fc
        .tuple(
          fc.constantFrom(csv, '[{"title":"Ä","rating":5},{"a":[{"b":"\\ud800"}]}]', 'Titel;Jahr\n"Ä;1\n\0x";2\n'),
          fc.nat(200),
          fc.uint8Array({ maxLength: 6 }),
          fc.nat(200),
        )
        .map(([text, at, spoil, end]) => {
          const whole = encode(text)
          const cut = at % whole.length
          return new Uint8Array([
            ...whole.subarray(0, cut),
            ...spoil,
            ...whole.subarray(cut, whole.length - (end % 20)),
          ])
        }),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 64 }), async (file, chunk) => {
        const outcome = await validated(file, chunk).catch((error: unknown) => error)
        if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(AppError)
        else for (const row of outcome) expect(JSON.stringify(row)).not.toMatch(/\\u0000|\\ud[89a-f]/)
      }),
      { numRuns: 1500 },
    )
  })
})

describe('columns', () => {
  it.each([
    [
      'in any order and case, with others between',
      'RATING,x,Length,Title,FORMAT,Release Year\n5,y,117,Alien,VHS,1979\n',
    ],
    ['with spaces and units', ' Title , Running time (min) ,Year,Format,My rating\nAlien,117,1979,VHS,5\n'],
  ])('are found by their names %s', async (_, text) => {
    expect(await validated(text)).toMatchObject([
      { state: 'ready', values: { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 } },
    ])
  })

  it('with unknown names are told from rows by the cells below them', async () => {
    const { settings } = await openFile(bytesOf('Elokuva,Vuosi\nAlien,1979\nHeat,1995\nJaws,1975\n'))
    expect(settings).toMatchObject({ named: true, source: 'table', columns: { title: 0, releaseYear: 1 } })
  })

  it('beyond those of the file are a fault of the row', async () => {
    const [row] = await validated(`${NAMES.join()}\nGood, the Bad,DVD,161,1966,5\nAlien,DVD,117,1979,5,,\n`)
    expect(row).toMatchObject({
      state: 'problem',
      faults: expect.arrayContaining([{ field: 'row', message: 'has 6 cells, more than the 5 columns of the file' }]),
    })
  })
})

describe('JSON', () => {
  const MOVIE = '{"title":"Alien","format":"VHS","length":117,"releaseYear":1979,"rating":5}'

  it('is recognized wherever its first chunk ends', async () => {
    const file = `[\n${MOVIE}\n]\n`
    for (let chunk = 1; chunk < file.length; chunk++)
      expect(await validated(file, chunk)).toMatchObject([{ state: 'ready' }])
  })

  it('that is nested too deeply to be written becomes a cell that says so', async () => {
    const deep = `[{"title":"A","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`
    expect((await cells(deep))[1]).toEqual(['A', '(nested too deeply)'])
  })
})
