import { describe, expect, it } from 'vitest'
import { openFile } from '@/domain/import/read-file'
import type { ReadingChoice } from '@/domain/import/reading'
import { ods, xlsx, zip, zipOfMany } from '@/tests/support/builders/archives'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

async function open(bytes: Uint8Array, choice?: ReadingChoice) {
  const { rows, settings } = await openFile(bytesOf(bytes, 1000), choice)
  const all = await readAll(rows)
  return {
    settings,
    reading: settings.reading,
    rows: all.map(({ cells }) => cells),
    numbers: all.map(({ row }) => row),
  }
}

const text = (at: number, ref: string) => `<c r="${ref}" t="s"><v>${at}</v></c>`
const TEXTS = [
  '<t>Title</t>',
  '<t>Released</t>',
  '<t>Length</t>',
  '<t>Rating</t>',
  '<r><t>Ali</t></r><r><t xml:space="preserve">en &amp; co</t></r>',
  '<t>七人の侍</t><rPh sb="0" eb="1"><t>しちにん</t></rPh>',
]
const NAMES = `<row r="3">${text(0, 'A3')}${text(1, 'B3')}${text(2, 'C3')}${text(3, 'E3')}</row>`
const ROWS = `<row r="1"><c r="A1" t="inlineStr"><is><t>My films</t></is></c></row>${NAMES}
<row r="4">${text(4, 'A4')}<c r="B4" s="1"><v>29000</v></c><c r="C4" s="2"><v>8.125E-2</v></c><c r="E4" s="3"><v>0.85</v></c></row>
<row r="6">${text(5, 'A6')}<c r="B6"><v>1954</v></c><c r="C6" t="str"><f>200+7</f><v>207</v></c><c r="E6"><v>4.0999999999999996</v></c></row>
<row r="7"><c r="A7" s="1"/><c r="XFD7" s="1"/></row>`

describe('an Excel workbook', () => {
  it('is read as a person sees it: shared texts, dates, times, percentages, gaps', async () => {
    const { rows, numbers, reading } = await open(await xlsx([{ name: 'Films', rows: ROWS }], TEXTS))
    expect(rows).toEqual([
      ['Title', 'Released', 'Length', '', 'Rating'],
      ['Alien & co', '1979-05-25', '1:57', '', '85%'],
      ['七人の侍', '1954', '207', '', '4.1'],
    ])
    expect(numbers).toEqual([3, 4, 6])
    expect(reading).toMatchObject({ firstRow: 3, parts: [] })
  })

  it('is read from the sheet that lists movies; hidden ones do not count; a person chooses another', async () => {
    const books =
      '<row r="1"><c t="inlineStr"><is><t>Author</t></is></c><c t="inlineStr"><is><t>Pages</t></is></c></row>'
    const bytes = await xlsx(
      [
        { name: 'About', rows: '<row r="1"><c t="inlineStr"><is><t>Made by Ana</t></is></c></row>' },
        { name: 'Secret', rows: ROWS, state: 'hidden' },
        { name: 'Films', rows: ROWS },
        { name: 'Books', rows: books },
        { name: 'Empty', rows: '' },
      ],
      TEXTS,
    )
    expect(await open(bytes)).toMatchObject({
      reading: { part: 'Films', parts: ['About', 'Films', 'Books'], sure: true },
      numbers: [3, 4, 6],
    })
    expect((await open(bytes, { part: 'Books' })).rows).toEqual([['Author', 'Pages']])
    await expect(open(bytes, { part: 'Secret' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('without any row is refused as empty', async () => {
    await expect(open(await xlsx([{ name: 'A', rows: '' }]))).rejects.toThrow('This is empty')
  })
})

describe('an OpenDocument spreadsheet', () => {
  const cell = (value: string, attributes = '') =>
    `<table:table-cell${attributes}><text:p>${value}</text:p></table:table-cell>`
  const TABLE = `<table:table table:name="Films">
<table:table-row>${cell('Title')}${cell('Released')}${cell('Length')}${cell('Rating')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row>${cell('Al<text:span>i</text:span>en<text:s text:c="2"/>&amp; co')}${cell('25.05.79', ' office:value-type="date" office:date-value="1979-05-25"')}${cell('01:57', ' office:value-type="time" office:time-value="PT01H57M00S"')}${cell('8,5', ' office:value-type="float" office:value="8.5"')}</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/></table:table-row>
<table:table-row>${cell('Heat<office:annotation><text:p>good</text:p></office:annotation>')}${cell('1995', ' table:number-columns-repeated="2"')}</table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`

  it('is read as a person sees it: dates, times, spaces, repeated cells, no notes', async () => {
    const { rows, numbers } = await open(await ods(TABLE))
    expect(rows).toEqual([
      ['Title', 'Released', 'Length', 'Rating'],
      ['Alien  & co', '1979-05-25', '01:57', '8.5'],
      ['Heat', '1995', '1995'],
    ])
    expect(numbers).toEqual([1, 2, 5])
  })

  it('is read from the table that lists movies', async () => {
    const other = `<table:table table:name="Notes"><table:table-row>${cell('x')}</table:table-row></table:table>`
    const bytes = await ods(other + TABLE)
    expect(await open(bytes)).toMatchObject({
      reading: { part: 'Films', parts: ['Notes', 'Films'] },
      numbers: [1, 2, 5],
    })
    expect((await open(bytes, { part: 'Notes' })).rows).toEqual([['x']])
  })
})

describe('an archive made to exhaust the server', () => {
  const wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
  const many = `<row r="1">${'<c><v>1</v></c>'.repeat(200_000)}</row>`
  const bomb = new Uint8Array(300_000_000)
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'abcdefghij'[n + 1]} "${`&${'abcdefghij'[n]};`.repeat(10)}">`).join('')}]>`

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ['a bomb', () => zip({ 'movies.csv': bomb }), /unpacks to more than the limit of 250 MB/],
    ['a small bomb', () => zip({ 'movies.csv': bomb.subarray(0, 100_000_000) }), /unpacks to more than/],
    [
      'a sheet that is a bomb',
      () => xlsx([{ name: 'A', rows: '' }], [], { 'xl/worksheets/sheet1.xml': ' '.repeat(100_000_000) }),
      /unpacks to more than/,
    ],
    [
      'a sheet of 16,384 columns',
      () => xlsx([{ name: 'A', rows: wide }]),
      /Row 1 has 16384 columns, above the limit of 500/,
    ],
    [
      'a row of 200,000 cells',
      () => xlsx([{ name: 'A', rows: many }]),
      /Row 1 has 501 columns, above the limit of 500/,
    ],
    [
      'elements nested 100,000 deep',
      () => xlsx([{ name: 'A', rows: '<a>'.repeat(100_000) }]),
      /nested more than 100 levels/,
    ],
    [
      '100,000 repeated columns',
      () =>
        ods(
          '<table:table><table:table-row><table:table-cell table:number-columns-repeated="100000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
        ),
      /above the limit of 500/,
    ],
    ['too many files', async () => zipOfMany(10_001), /more than 10,000 files/],
    ['a password', () => zip({ 'movies.csv': 'Title\nAlien\n' }, { password: 'x' }), /has a password/],
    ['no list', () => zip({ 'a.png': 'x' }), /without a list in it/],
    ['a Word document', () => zip({ 'word/document.xml': '<x/>' }), /Word document/],
    ['a broken end', async () => (await zip({ 'movies.csv': 'Title\nAlien\n' })).subarray(0, -30), /damaged/],
    [
      'a broken middle',
      async () => (await zip({ 'movies.csv': 'Title,Year\nAlien,1979\n' })).fill(7, 40, 52),
      /damaged/,
    ],
    [
      'more than 25 MB',
      async () => {
        const big = new Uint8Array(26_000_000)
        big.set([0x50, 0x4b, 3, 4])
        return big
      },
      /larger than the limit of 25 MB/,
    ],
  ])('%s is refused in plain words', async (_, make, message) => {
    const bytes = await make()
    const before = process.memoryUsage().rss
    await expect(open(bytes)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(message) })
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })

  it('expands no entity and opens no other file', async () => {
    const row =
      '<row r="1"><c t="inlineStr"><is><t>Title</t></is></c></row><row r="2"><c t="inlineStr"><is><t>A&j;&x;</t></is></c></row>'
    const sheet = `${entities.replace(']>', '<!ENTITY x SYSTEM "file:///etc/passwd">]>')}<worksheet><sheetData>${row}</sheetData></worksheet>`
    const { rows } = await open(await xlsx([{ name: 'A', rows: '' }], [], { 'xl/worksheets/sheet1.xml': sheet }))
    expect(rows).toEqual([['Title'], ['A&j;&x;']])
    const table =
      '<table:table><table:table-row><table:table-cell><text:p>Title &j;</text:p></table:table-cell></table:table-row></table:table>'
    expect((await open(await ods(table, entities))).rows).toEqual([['Title &j;']])
  })

  it('repeats a row a hundred times at most', async () => {
    const row =
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
    expect((await open(await ods(`<table:table>${row}</table:table>`))).rows).toHaveLength(100)
  })
})
