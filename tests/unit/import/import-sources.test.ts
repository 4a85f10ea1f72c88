import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHistory } from '@/domain/import/history'
import { openFile } from '@/domain/import/read-file'
import { type ImportSettings, settingsSchema } from '@/domain/import/settings'
import { makeRowValidator } from '@/domain/import/validate-row'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/import', name))

/** A fixture as it is read without changed settings, each of its rows as values, or as the fields with faults. */
async function read(name: string, changes: Partial<ImportSettings> = {}) {
  const file = await openFile(bytesOf(fixture(name), 7))
  const settings = { ...file.settings, ...changes }
  expect(settingsSchema.parse(settings)).toEqual(settings)
  const validate = makeRowValidator(settings, file.width)
  const rows = (await readAll(file.rows)).slice(settings.named ? 1 : 0)
  const history = makeHistory(settings)
  const alone = rows.map(({ row, cells }) => {
    const one = validate(cells)
    if (one.state !== 'aside') history?.add(row, cells)
    return { row, ...one }
  })
  const aside = history?.conclude()
  const validated = alone.map((one) => {
    const kind = aside?.get(one.row)
    return kind === undefined ? one : { row: one.row, state: 'aside' as const, kind }
  })
  return {
    source: settings.source,
    settings,
    rows: validated.map((one) => {
      if (one.state === 'aside') return `aside: ${one.kind}`
      if (one.state !== 'ready') return one.faults.map(({ field }) => field).join()
      const { title, format, length, releaseYear, rating } = one.values
      return [title, format, length, releaseYear, rating].join('|')
    }),
    validated,
  }
}

const FILL = {
  format: { value: 'DVD', everywhere: false },
  length: { value: '100', everywhere: false },
  rating: { value: '3', everywhere: false },
  releaseYear: { value: '2000', everywhere: false },
}

describe('each source in its own header', () => {
  it.each([
    [
      'letterboxd-watched.csv',
      'letterboxd',
      ['Alien|DVD|100|1979|3', 'Good, the Bad and the Ugly, The|DVD|100|1966|3'],
    ],
    ['letterboxd-ratings.csv', 'letterboxd', ['Alien|DVD|100|1979|5', 'Cats|DVD|100|2019|1', 'Heat|DVD|100|1995|4']],
    ['letterboxd-diary.csv', 'letterboxd', ['Heat|DVD|100|1995|5', 'Jaws|DVD|100|1975|3']],
    ['letterboxd-list.csv', 'letterboxd', ['Alien|DVD|100|1979|3', 'Amélie|DVD|100|2001|3']],
    [
      'imdb-ratings.csv',
      'imdb',
      ['Alien|DVD|117|1979|5', 'aside: TV Series', 'aside: TV Episode', 'Duel|DVD|90|1971|4'],
    ],
    ['imdb-ratings-old.csv', 'imdb', ['Alien|DVD|117|1979|5', 'aside: tvSeries']],
    ['imdb-list.csv', 'imdb', ['Alien|DVD|117|1979|4', 'Amélie|DVD|122|2001|3']],
    ['trakt-ratings.csv', 'trakt', ['Alien|DVD|100|1979|5', 'aside: show', 'aside: episode']],
    ['clz.csv', 'clz', ['format', 'Heat|DVD|170|1995|4', 'format', 'format']],
    ['libib.csv', 'libib', ['Alien|DVD|117|1979|5', 'aside: book']],
    ['blu-ray-com.csv', 'bluray', ['format', 'Heat|DVD|100|1995|3', 'format']],
    [
      'imdb-ratings-italian.csv',
      'imdb',
      ['Alien|DVD|117|1979|5', 'aside: Serie TV', 'aside: Episodio TV', 'Duel|DVD|90|1971|4'],
    ],
    ['tmdb-ratings.csv', 'table', ['Alien|DVD|100|1979|5', 'aside: tv']],
    [
      'letterboxd-diary-rewatched.csv',
      'letterboxd',
      [
        'aside: another viewing of the film in row 4',
        'Jaws|DVD|100|1975|4',
        'Heat|DVD|100|1995|5',
        'aside: another viewing of the film in row 4',
        'Heat|DVD|100|1986|2',
      ],
    ],
    ['netflix-german.csv', 'netflix', ['aside: episode', 'Im Westen nichts Neues|DVD|100|2000|3']],
    [
      'netflix-viewing-activity.csv',
      'netflix',
      [
        'aside: episode',
        'aside: another viewing of the film in row 5',
        'aside: TRAILER',
        'The Irishman|DVD|100|2000|3',
      ],
    ],
    [
      'netflix-ratings.csv',
      'netflix',
      ['aside: another viewing of the film in row 4', 'Roma|DVD|100|2000|3', 'The Irishman|DVD|100|2000|5'],
    ],
    [
      'spreadsheet-german.csv',
      'table',
      ['Alien|VHS|117|1979|5', 'Heat|DVD|170|1995|4', '300|DVD|117|2006|3', 'Brazil|DVD|100|1985|3', 'title'],
    ],
    ['watched-chinese.csv', 'table', ['异形|DVD|117|1979|5', 'aside: 电视剧', '盗火线|DVD|170|1995|4']],
    [
      'titles-with-years.csv',
      'table',
      ['Memento|DVD|100|2000|5', 'Matrix, The|DVD|100|1999|5', 'Blade Runner 2049|DVD|100|2017|4', 'title'],
    ],
    ['movary.csv', 'movary', ['Alien|DVD|100|1979|5', 'Heat|DVD|100|1995|3']],
    [
      'moviebucket.csv',
      'moviebucket',
      ['Alien|VHS|117|1979|5', '=SUM(1)|DVD|0|1800|1', 'Comma, and "quoted"|Streaming|500|2100|3'],
    ],
    ['pasted-cells.txt', 'cells', ['Alien|VHS|117|1979|5', 'Heat|DVD|170|1995|4', '300|Streaming|117|2006|3']],
    ['pasted-named-cells.txt', 'table', ['Alien|DVD|100|1979|5', 'Heat|DVD|100|1995|4']],
    [
      'windows-1252-semicolons.csv',
      'table',
      ['Die fabelhafte Welt der Amélie|DVD|122|2001|5', 'M – Eine Stadt sucht einen Mörder|VHS|111|1931|5'],
    ],
  ] as const)('%s', async (name, source, rows) => {
    const read_ = await read(name, { fill: FILL })
    expect(read_.source).toBe(source)
    expect(read_.rows).toEqual(rows)
  })

  it('netflix.csv is streaming, and its episodes are set aside', async () => {
    const { source, rows, validated } = await read('netflix.csv')
    expect(source).toBe('netflix')
    expect(rows).toEqual(['aside: episode', 'length,releaseYear,rating', 'aside: episode'])
    expect(validated[1]).toMatchObject({ row: 3 })
    const filled = await read('netflix.csv', { fill: { ...FILL, format: { value: 'Streaming', everywhere: false } } })
    expect(filled.rows[1]).toBe('Kill Bill: Volume 1|Streaming|100|2000|3')
    const whole = await read('netflix-history.csv', {
      fill: { ...FILL, format: { value: 'Streaming', everywhere: false } },
    })
    expect(whole.rows).toEqual([
      'aside: episode',
      'aside: episode',
      'John Wick: Chapter 2|Streaming|100|2000|3',
      'aside: episode',
      'aside: series: 2 titles begin alike',
      'aside: series: 2 titles begin alike',
      'aside: another viewing of the film in row 12',
      'aside: episode',
      'Kill Bill: Volume 1|Streaming|100|2000|3',
      'Kill Bill: Volume 2|Streaming|100|2000|3',
      'The Irishman|Streaming|100|2000|3',
    ])
  })

  it('asks once which format Blu-ray, 4K and LaserDisc stand for', async () => {
    const { validated } = await read('clz.csv')
    expect(validated[0]).toMatchObject({
      formatWord: 'blu-ray',
      faults: [{ field: 'format', message: 'Format: "Blu-ray" is not one of VHS, DVD, Streaming' }],
    })
    const formats: ImportSettings['formats'] = [
      ['blu-ray', 'DVD'],
      ['laserdisc', 'VHS'],
      ['4k ultra hd', 'DVD'],
    ]
    expect((await read('clz.csv', { formats })).rows).toEqual([
      'Alien|DVD|117|1979|5',
      'Heat|DVD|170|1995|4',
      'Blade Runner|VHS|117|1982|5',
      'The Fly|DVD|96|1986|4',
    ])
    const discs = await read('blu-ray-com.csv', {
      fill: FILL,
      formats: [
        ['4k', 'DVD'],
        ['blu-ray', 'Streaming'],
      ],
    })
    expect(discs.rows).toEqual(['Alien|Streaming|117|1979|3', 'Heat|DVD|100|1995|3', 'Dune|DVD|155|2021|3'])
  })

  it('counts rows as a spreadsheet does, with those above the table', async () => {
    const { validated } = await read('letterboxd-list.csv', { fill: FILL })
    expect(validated.map(({ row }) => row)).toEqual([6, 7])
  })

  it('keeps the ids and times of our own export', async () => {
    const { validated } = await read('moviebucket.csv')
    expect(validated[0]).toMatchObject({
      id: '01900000-0000-7000-8000-000000000001',
      createdAt: '2024-01-05T20:15:00.123Z',
      updatedAt: '2024-02-05T20:15:00.456Z',
    })
  })

  it('reports only missing values as missing', async () => {
    const { validated } = await read('letterboxd-ratings.csv')
    expect(validated[0]).toMatchObject({
      faults: [
        { field: 'format', message: 'Format is missing: choose VHS, DVD, Streaming' },
        { field: 'length', message: 'Length is missing: give a whole number from 0 to 500 minutes' },
      ],
    })
  })
})
