import { describe, expect, it } from 'vitest'
import { convertTime } from '@/domain/import/convert'
import { convertRating } from '@/domain/import/numbers'
import { type ImportSettings, settingsSchema } from '@/domain/import/settings'
import { readSettingsForm } from '@/domain/import/settings-form'
import { type Corrections, makeRowValidator } from '@/domain/import/validate-row'
import { IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'
import { TOO_LONG, tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'

it.each([
  ['2024-01-05T20:15:00Z', '2024-01-05T20:15:00.000Z'],
  ['2024-01-05T20:15:00.123456+01:00', '2024-01-05T19:15:00.123Z'],
  ['2024-01-05', undefined],
  ['2024-13-05T20:15:00Z', undefined],
])('the time %j is %s', (text, time) => {
  expect(convertTime(text)).toBe(time)
})

describe('a row', () => {
  const validate = (changes: Partial<ImportSettings>, cells: string[], corrections?: Corrections) =>
    makeRowValidator({ ...IMPORT_SETTINGS, fill: {}, ...changes }, 5)(cells, corrections)
  const row = ['Alien', 'VHS', '1170', '1979', '5']

  it('tells all of its faults, in the words of the form', () => {
    expect(validate({}, [' ', 'Betamax', tooHigh('length').typed, tooLow('releaseYear').typed, '6'])).toMatchObject({
      state: 'problem',
      faults: [
        { field: 'title', message: 'Title is missing: give 1 to 50 characters' },
        { field: 'format', message: 'Format: "Betamax" is not one of VHS, DVD, Streaming' },
        { field: 'length', message: tooHigh('length').message },
        { field: 'releaseYear', message: tooLow('releaseYear').message },
        { field: 'rating', message: 'Rating: 6 is above the limit of 5' },
      ],
    })
  })

  it('takes the limits and refuses one beyond', () => {
    const fits = (cells: string[]) => validate({}, cells).state === 'ready'
    expect(fits(['x'.repeat(50), 'VHS', '0', '1800', '1'])).toBe(true)
    expect(fits(['x', 'VHS', '500', '2100', '5'])).toBe(true)
    for (const [at, bad] of [
      [0, TOO_LONG],
      [2, '-1'],
      [2, tooHigh('length').typed],
      [3, tooLow('releaseYear').typed],
      [3, tooHigh('releaseYear').typed],
      [4, '0'],
      [4, '6'],
    ] as const)
      expect(fits(['x', 'VHS', '1', '1900', '3'].with(at, bad)), bad).toBe(false)
  })

  it('is corrected by typed texts, which are not converted by the scale of the file', () => {
    expect(validate({}, row)).toMatchObject({ state: 'problem' })
    expect(validate({}, row, { length: '1:57' })).toMatchObject({ state: 'ready', values: { length: 117 } })
    expect(validate({ scale: '10' }, row, { length: '117', rating: '4' })).toMatchObject({ values: { rating: 4 } })
    expect(validate({ scale: '10' }, row, { length: '117' })).toMatchObject({ values: { rating: 3 } })
    expect(validate({}, row, { length: tooHigh('length').typed })).toMatchObject({
      faults: [{ field: 'length', message: tooHigh('length').message }],
    })
  })

  it('takes one value for every row, or for rows that have none', () => {
    const empty = ['Alien', 'VHS', '', '1979', '5']
    const some = { length: { value: '90', everywhere: false } }
    const every = { length: { value: '90', everywhere: true } }
    expect(validate({ fill: some }, empty)).toMatchObject({ values: { length: 90 } })
    expect(validate({ fill: some }, row)).toMatchObject({ state: 'problem' })
    expect(validate({ fill: every }, row)).toMatchObject({ values: { length: 90 } })
    expect(
      validate({ scale: '10', fill: { rating: { value: '4', everywhere: true } } }, empty.with(2, '1')),
    ).toMatchObject({
      values: { rating: 4 },
    })
  })
})

describe('the form for settings', () => {
  it('changes the settings it names and leaves the others', () => {
    const settings = readSettingsForm(
      {
        ...{ 'column.title': '4', 'column.rating': '', scale: '10', named: 'no' },
        ...{ 'fill.format': 'DVD', 'everywhere.format': 'no', 'fill.length': ' ', 'everywhere.length': 'yes' },
        ...{ 'word.0': 'Blu-ray', 'format.0': 'DVD', 'word.1': 'laserdisc', 'format.1': '' },
      },
      { ...IMPORT_SETTINGS, formats: [['laserdisc', 'VHS']] },
    )
    expect(settingsSchema.parse(settings)).toEqual({
      ...IMPORT_SETTINGS,
      named: false,
      scale: '10',
      columns: { title: 4, format: 1, length: 2, releaseYear: 3 },
      fill: { format: { value: 'DVD', everywhere: false }, rating: { value: '1', everywhere: true } },
      formats: [['blu-ray', 'DVD']],
    })
  })

  it.each([
    [{ 'column.title': 'x' }],
    [{ 'column.title': '-1' }],
    [{ 'fill.length': 'x'.repeat(201) }],
    [{ 'fill.length': 'a\0' }],
    [{ 'word.0': 'a\ud800', 'format.0': 'DVD' }],
  ])('is refused with %j', (values) => {
    expect(settingsSchema.safeParse(readSettingsForm(values as Record<string, string>, IMPORT_SETTINGS)).success).toBe(
      false,
    )
  })
})

describe('a cell made to exhaust the server', () => {
  it('is refused as a rating without reading all of it', () => {
    expect(convertRating(`1${' '.repeat(1_000_000)}x`, '10')).toEqual({ fault: expect.stringContaining('Rating') })
  })

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00'])(
    'cannot be a time that the database does not store: %s',
    (time) => {
      expect(convertTime(time)).toBeUndefined()
    },
  )
})
