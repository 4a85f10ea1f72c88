import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areGuarded, csvRow, guardCell, unguardCell } from '@/domain/export/csv-cell'

const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const risky = fc.string({ unit: fc.constantFrom("'", ...SIGNS, 'a') })

describe('a CSV cell', () => {
  test.each([...SIGNS.map((sign) => `${sign}1`), "'=x", "''@x", "'＝x"])('%j is shown as text', (text) => {
    expect(guardCell(text)).toBe(`'${text}`)
  })

  test.each(['Alien', "'Allo 'Allo", '1984', '', "'"])('%j is written as it is', (text) => {
    expect(guardCell(text)).toBe(text)
  })

  test('is read back unchanged, with any characters', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(fc.property(fc.oneof(text, risky), (given) => unguardCell(guardCell(given)) === given))
  })

  test.each([
    [true, ['Alien', "'=1+1"]],
    [true, ["''@x", '1984']],
    [false, ["'=1+1", '-1']],
    [false, ["'Allo 'Allo", '1984']],
    [true, ["'=1+1", '＝1']],
    [false, []],
  ])('counts as guarded: %j, among %j', (guarded, cells) => expect(areGuarded(cells)).toBe(guarded))

  test('never begins a formula', () => {
    fc.assert(fc.property(risky, (given) => !SIGNS.some((sign) => guardCell(given).startsWith(sign))))
  })
})

test.each([
  [['Alien', '1979'], 'Alien,1979\r\n'],
  [['=1+1', 'a "b"', 'c;d', 'e\tf', ' g'], `'=1+1,"a ""b""","c;d","e\tf"," g"\r\n`],
  [['', "''@x"], ",'''@x\r\n"],
])('a row of %j is written with guards and quotes', (texts, row) => expect(csvRow(texts)).toBe(row))
