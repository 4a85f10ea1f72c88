import { describe, expect, it } from 'vitest'
import { convertTime } from '@/domain/import/convert'
import { isNotFilm } from '@/domain/import/kinds'
import { convertLength, convertRating, convertYear } from '@/domain/import/numbers'
import { type ImportSettings, settingsSchema } from '@/domain/import/settings'
import { readSettingsForm } from '@/domain/import/settings-form'
import { type Corrections, makeRowValidator } from '@/domain/import/validate-row'
import { parseLength } from '@/domain/movies/typed-values'
import { IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'
import { TOO_LONG, tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'

describe('ratings', () => {
  it.each([
    ['5', '0.5', 1],
    ['5', '1.4', 1],
    ['5', '1.5', 2],
    ['5', '2,5', 3],
    ['5', '5', 5],
    ['5', '★★★½', 4],
    ['5', '8/10', 4],
    ['10', '1', 1],
    ['10', '2', 1],
    ['10', '3', 2],
    ['10', '6.1', 4],
    ['10', '10', 5],
    ['100', '1', 1],
    ['100', '60', 3],
    ['100', '61', 4],
    ['100', '100', 5],
    ['exact', '3', 3],
    ['10', '3.5/5', 4],
  ] as const)('up to %s: %s is %i', (scale, text, value) => {
    expect(convertRating(text, scale)).toEqual({ value })
  })

  it.each([
    ['5', '6', 'Rating: 6 is above the limit of 5'],
    ['10', '10.5', 'Rating: 10.5 is above the limit of 10'],
    ['100', '101', 'Rating: 101 is above the limit of 100'],
    ['10', '-1', 'Rating: -1 is below the limit: the lowest rating is above 0'],
    ['5', 'good', 'Rating: "good" is not a number'],
    ['5', '1e3', 'Rating: "1e3" is not a number'],
  ] as const)('up to %s: %s is refused', (scale, text, fault) => {
    expect(convertRating(text, scale)).toEqual({ fault })
  })
})

it.each([
  ['117', 117],
  ['117 min', 117],
  ['1:57', 117],
  ['1h 57m', 117],
  ['2h', 120],
  ['', undefined],
])('a running time of %j is %s minutes', (text, value) => {
  expect(parseLength(text)).toBe(value)
})

it.each([
  ['1979', 1979],
  ['1979-05-25', 1979],
  ['May 25 1979', 1979],
  ['25.5.1979', 1979],
  ['', undefined],
  ['46', 46],
])('the year of %j is %s', (text, value) => {
  expect(convertYear(text)).toEqual({ value })
})

it.each(['25-May-79', '1979–1985', 'unknown', '5/25/79'])('no year is guessed from %j', (text) => {
  expect(convertYear(text)).toEqual({ fault: expect.stringContaining(`"${text}"`) })
})

it.each([
  ['2024-01-05T20:15:00Z', '2024-01-05T20:15:00.000Z'],
  ['2024-01-05T20:15:00.123456+01:00', '2024-01-05T19:15:00.123Z'],
  ['2024-01-05', undefined],
  ['2024-13-05T20:15:00Z', undefined],
])('the time %j is %s', (text, time) => {
  expect(convertTime(text)).toBe(time)
})

it.each([
  ['Movie', false],
  ['TV Movie', false],
  ['tvSeries', true],
  ['TV Mini Series', true],
  ['episode', true],
  ['show', true],
  ['Short', false],
  ['Video', false],
  ['Video Game', true],
  ['book', true],
])('%s is not a film: %s', (kind, notFilm) => {
  expect(isNotFilm(kind)).toBe(notFilm)
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
      fill: { format: { value: 'DVD', everywhere: false } },
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
