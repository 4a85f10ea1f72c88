import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { runScript } from '@/tests/support/database/script'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

const home = temporaryFolder()
afterAll(() => home.remove())

const BEFORE = "insert into film_facts values (1, 'Before', 'before', 1960, 90)"
beforeEach(() => sql(`delete from film_facts; ${BEFORE}`))

const load = (args: string[], url = testDatabase().url) =>
  runScript('facts', args, { DATABASE_URL: url, MOVIEBUCKET_DATA: join(home.folder, 'no-state') })
const stored = () =>
  sql('select title, sort_title as key, release_year as year, length from film_facts order by release_year, title')
const fileOf = (text: string | Buffer, name = 'facts.csv') => {
  const file = join(home.folder, name)
  writeFileSync(file, text)
  return file
}

describe('npm run facts', { timeout: 60_000 }, () => {
  it.each([
    ['with commas', ','],
    ['with tabs', '\t'],
  ])('replaces all facts by those of a file %s, and names the lines that do not fit', async (_, mark) => {
    const rows = [
      ['year', 'film', 'Title', 'minutes'],
      ['1979', 'Q103569', 'Alien', '117'],
      ['1979', 'Q103569', 'Alien', '117'],
      ['2022', 'Q1', 'Pinocchio', '117'],
      ['2022', 'Q2', 'Pinocchio', '105.4'],
      ['1999', 'Q83495', 'The Matrix', ''],
      ['2004', 'Q3', 'Ju-on: 呪怨 \\N', '92'],
      ['19x9', 'Q4', 'Odd year', '100'],
      ['1799', 'Q5', 'Old', '100'],
      ['1990', 'Q6', '', '100'],
      ['1990', 'Q7', 'Long', '501'],
      ['1990', 'Q8', 'None', '0'],
      ['1990', 'Q9', 'x'.repeat(201), '100'],
      ['1990'],
    ]
    const file = fileOf(`\ufeff${rows.map((row) => row.join(mark)).join('\r\n')}\n`)
    const said = await load([file])
    expect(said.err.split('\n')).toEqual([
      '7 lines left out:',
      'Line 8: year is "19x9", not a whole number from 1800 to 2100',
      'Line 9: year is "1799", not a whole number from 1800 to 2100',
      'Line 10: title is missing',
      'Line 11: minutes is "501", not a whole number from 1 to 500',
      'Line 12: minutes is "0", not a whole number from 1 to 500',
      'Line 13: title has 201 characters, above the limit of 200',
      'Line 14: title is missing',
      '',
    ])
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('5 films stored')])
    expect(await stored()).toEqual([
      { title: 'Alien', key: 'alien', year: 1979, length: 117 },
      { title: 'The Matrix', key: 'matrix\tthe', year: 1999, length: null },
      { title: 'Ju-on: 呪怨 \\N', key: 'ju-on: 呪怨 \\n', year: 2004, length: 92 },
      { title: 'Pinocchio', key: 'pinocchio', year: 2022, length: 105 },
      { title: 'Pinocchio', key: 'pinocchio', year: 2022, length: 117 },
    ])
  })

  it('reads quotation marks in CSV, and takes them as they are beside tabs', async () => {
    await load([fileOf('title,year,minutes\n"Good, the Bad",1966,161\n"Say ""A""",1986,\n')])
    expect((await stored()).map(({ title }) => title)).toEqual(['Good, the Bad', 'Say "A"'])
    await load([fileOf('title\tyear\tminutes\n"Crocodile" Dundee\t1986\t97\n')])
    expect((await stored()).map(({ title }) => title)).toEqual(['"Crocodile" Dundee'])
  })

  it('removes all facts when asked to', async () => {
    expect(await load(['--remove'])).toMatchObject({ code: 0, err: '' })
    expect(await stored()).toEqual([])
  })

  it('names the first hundred lines that do not fit, and counts the others', async () => {
    const said = await load([fileOf(`title,year,minutes\nAlien,1979,117\n${'Odd,,\n'.repeat(1234)}`)])
    expect(said.code).toBe(0)
    const lines = said.err.trim().split('\n')
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual([
      '1,234 lines left out:',
      'Line 102: year is missing',
      '… and 1,134 more',
    ])
    expect(lines).toHaveLength(102)
  })

  it.each<[string, () => string[], RegExp, string?]>([
    ['a file that is not there', () => [join(home.folder, 'none.csv')], /^There is no file .*none\.csv\.\n$/],
    ['an empty file', () => [fileOf('')], /is empty/],
    ['other columns', () => [fileOf('name,year\nAlien,1979\n')], /has no column title and none minutes\. Its first/],
    [
      'no film that fits',
      () => [fileOf('title,year,minutes\nAlien,,117\n')],
      /Line 2: year is missing\n.*stay as they/,
    ],
    [
      'a quotation mark that stays open',
      () => [fileOf(`title,year,minutes\nA,1990,90\n"B,${'x,\n'.repeat(9000)}`)],
      /^Line \d+ of .*facts\.csv begins a/,
    ],
    [
      'another encoding',
      () => [fileOf(Buffer.from('title,year,minutes\nAmélie,2001,122\n', 'latin1'))],
      /not in UTF-8/,
    ],
    ['a folder', () => [home.folder], /cannot be read \(EISDIR\)/],
    ['two files', () => ['a', 'b'], /^$/],
    [
      'a database that is away',
      () => [fileOf('title,year,minutes\nAlien,1979,117\n')],
      /No database listens/,
      'postgres://a:geheim@127.0.0.1:1/b',
    ],
  ])('says so of %s, and changes nothing', async (_, args, words, url) => {
    const before = await checksum()
    const said = await load(args(), url)
    expect(said.err).toMatch(words)
    expect(said.err).not.toContain('geheim')
    if (said.err) expect(said.code).toBe(1)
    else expect(said.out).toContain('npm run facts -- FILE')
    expect(await checksum()).toBe(before)
  })

  it('holds little of a large file in memory', { timeout: 180_000 }, async () => {
    const file = join(home.folder, 'large.csv')
    await pipeline(Readable.from(largeFile(500_000)), createWriteStream(file))
    const said = await runScript('facts', [file], {
      DATABASE_URL: testDatabase().url,
      MOVIEBUCKET_DATA: join(home.folder, 'no-state'),
      // What the process may hold; all rows at once need more.
      NODE_OPTIONS: '--max-old-space-size=64',
    })
    expect([said.code, said.err, said.out]).toEqual([0, '', expect.stringContaining('500,000 films stored')])
    expect(await sql('select count(*)::int from film_facts')).toEqual([{ count: 500_000 }])
  })
})

function* largeFile(rows: number): Generator<string> {
  yield 'title,year,minutes\n'
  for (let row = 0; row < rows; row++) yield `A film with the number ${row},${1900 + (row % 120)},${60 + (row % 120)}\n`
}
