import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachment } from '@/domain/export/attachment'
import { unguardCell } from '@/domain/export/csv-cell'
import { EXPORT_WRITERS, type ExportedMovie, type ExportFormat } from '@/domain/export/formats'
import { anyId, anyMovie } from '@/tests/support/models/arbitraries'

const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

// More than a title may hold, because a file can carry any text.
const title = fc.oneof(
  anyMovie.map((movie) => movie.title),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', "'", '=', '+', '-', '@', '\t', ' ', 'é', '\ufeff') }),
)
const anyExported: fc.Arbitrary<ExportedMovie> = fc
  .tuple(anyMovie, fc.record({ title, id: anyId, createdAt: time, updatedAt: time }))
  .map(([movie, rest]) => ({ ...movie, ...rest }))
const anyMovies = fc.array(anyExported, { maxLength: 8 })

function write(format: ExportFormat, movies: ExportedMovie[]): string {
  const { head, movie, tail } = EXPORT_WRITERS[format]
  return head + movies.map(movie).join('') + tail
}

describe('a CSV file', () => {
  it('read again gives the same movies, with any titles', () => {
    fc.assert(
      fc.property(anyMovies, (movies) => {
        const rows: Record<string, string>[] = parse(write('csv', movies), { columns: true })
        const read = rows.map(({ title = '', length, releaseYear, rating, ...row }) => ({
          ...row,
          title: unguardCell(title),
          length: Number(length),
          releaseYear: Number(releaseYear),
          rating: Number(rating),
        }))
        expect(read).toEqual(movies)
      }),
      { numRuns: 500 },
    )
  })

  it('is exactly these bytes', () => {
    const [id, at] = ['0190a6c0-5b1e-7c3a-8d2f-0123456789ab', '2026-01-02T03:04:05.678Z']
    const dvd = { format: 'DVD', length: 90, releaseYear: 1999, rating: 4, id, createdAt: at, updatedAt: at } as const
    const text = write('csv', [
      { ...dvd, title: 'So, "Why"' },
      { ...dvd, title: '=1+1' },
    ])
    expect(text).toBe(
      'title,format,length,releaseYear,rating,id,createdAt,updatedAt\r\n' +
        `"So, ""Why""",DVD,90,1999,4,${id},${at},${at}\r\n` +
        `'=1+1,DVD,90,1999,4,${id},${at},${at}\r\n`,
    )
  })

  it('never gives a spreadsheet a cell to compute', () => {
    fc.assert(
      fc.property(anyMovies, (movies) => {
        for (const format of ['csv', 'letterboxd'] as const) {
          const rows: string[][] = parse(write(format, movies), { fromLine: 2 })
          for (const [cell] of rows) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        }
      }),
    )
  })

  it('has the same cells in a program that splits at semicolons or tabs', () => {
    fc.assert(
      fc.property(anyMovies, (movies) => {
        for (const format of ['csv', 'letterboxd'] as const) {
          const text = write(format, movies)
          expect(parse(text, { delimiter: [',', ';', '\t'] })).toEqual(parse(text))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('for Letterboxd has three columns', () => {
    fc.assert(
      fc.property(anyMovies, (movies) => {
        const [head, ...rows]: string[][] = parse(write('letterboxd', movies))
        expect(head).toEqual(['Title', 'Year', 'Rating'])
        expect(rows.map(([title = '', ...rest]) => [unguardCell(title), ...rest])).toEqual(
          movies.map(({ title, releaseYear, rating }) => [title, String(releaseYear), String(rating)]),
        )
      }),
    )
  })
})

it('a JSON file is an array of the same movies, their fields in order', () => {
  fc.assert(
    fc.property(anyMovies, (movies) => {
      const text = write('json', movies)
      expect(JSON.parse(text)).toEqual(movies)
      if (movies.length > 0)
        expect(Object.keys(JSON.parse(text)[0]).join()).toBe(
          'title,format,length,releaseYear,rating,id,createdAt,updatedAt',
        )
    }),
  )
})

describe('the name of a file', () => {
  it.each([
    ['My movies.csv', 'My movies.csv', 'My%20movies.csv'],
    ['Filme für Zoë.csv', 'Filme fur Zoe.csv', 'Filme%20f%C3%BCr%20Zo%C3%AB.csv'],
    ['映画.json', '__.json', '%E6%98%A0%E7%94%BB.json'],
    ['a/b\\c:"d".csv', 'a-b-c--d-.csv', 'a-b-c--d-.csv'],
    ["100% it's (mine)*.csv", "100_ it's (mine)-.csv", '100%25%20it%27s%20%28mine%29-.csv'],
    ['../.hidden.csv', '-.hidden.csv', '-.hidden.csv'],
    ['𑆳', 'movies', '%F0%91%86%B3'],
    ['𑆳.csv', 'movies.csv', '%F0%91%86%B3.csv'],
    ['𑆳 𑆳.csv', 'movies.csv', '%F0%91%86%B3%20%F0%91%86%B3.csv'],
    ['a＂; filename＊=b.csv', 'a-; filename-=b.csv', 'a%EF%BC%82%3B%20filename%EF%BC%8A%3Db.csv'],
  ])('%s', (name, plain, full) => {
    expect(attachment(name)).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${full}`)
  })

  it('is a valid header value for one file, with any name of a bucket', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const value = attachment(name)
        expect(value).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w%.!#$&+^`|~-]+$/)
        expect(value.split('"')).toHaveLength(3)
        expect(() => new Headers({ 'content-disposition': value })).not.toThrow()
      }),
      // Those that this property found once.
      { examples: [['𑆳'], ['\u0301'], ['\u0301 \u0301'], [' '], ['.'], ['']] },
    )
  })
})
