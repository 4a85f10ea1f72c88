import { describe, expect, it } from 'vitest'
import { PLAIN_READING } from '@/domain/import/reading'
import { describeReading, readReadingForm } from '@/domain/import/reading-form'

describe('what a person says about reading a file', () => {
  it.each([
    [{}, {}],
    [{ encoding: '', delimiter: '', firstRow: ' ', part: '' }, {}],
    [
      { encoding: 'shift_jis', delimiter: 'tab', firstRow: '4', part: 'watchlist.csv' },
      { encoding: 'shift_jis', delimiter: '\t', firstRow: 4, part: 'watchlist.csv' },
    ],
    [{ delimiter: 'vertical bar' }, { delimiter: '|' }],
  ])('%j is %j', (values, choice) => {
    expect(readReadingForm(values)).toEqual(choice)
  })

  it.each([
    [{ encoding: 'ebcdic' }, /Choose one of the encodings/],
    [{ delimiter: 'x' }, /Choose one of the encodings and delimiters/],
    [{ firstRow: '0' }, /whole number from 1 to 100/],
    [{ firstRow: '101' }, /whole number from 1 to 100/],
    [{ firstRow: '1.5' }, /whole number/],
    [{ firstRow: 'x' }, /whole number/],
    [{ part: 'x'.repeat(201) }, /cannot be read/],
  ])('%j is refused', (values, message) => {
    expect(() => readReadingForm(values)).toThrow(message)
  })
})

it.each([
  [{ encoding: 'utf-8', delimiter: ',', firstRow: 1 }, []],
  [{ encoding: 'utf-8' }, []],
  [{ encoding: 'shift_jis' }, ['It is read as Japanese (Shift_JIS).']],
  [{ encoding: 'utf-8', delimiter: ';' }, ['It is read as Unicode (UTF-8), with a semicolon between cells.']],
  [
    { firstRow: 3, notes: ['Read from x.csv.'] },
    ['The table begins in row 3; what stands above it is left out.', 'Read from x.csv.'],
  ],
] as const)('%j is described', (reading, sentences) => {
  expect(
    describeReading({ ...PLAIN_READING, ...reading, notes: [...('notes' in reading ? reading.notes : [])] }),
  ).toEqual(sentences)
})
