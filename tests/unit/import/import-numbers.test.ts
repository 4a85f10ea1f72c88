import { describe, expect, it } from 'vitest'
import { isNoTitle, isNoValue, isZero } from '@/domain/import/no-value'
import { convertLength, convertRating, convertYear, unwrapFormula } from '@/domain/import/numbers'

describe('a running time', () => {
  it.each([
    ['117', 117],
    ['01:57:00', 117],
    ['1:57:02', 117],
    ['1:57:40', 118],
    ['1:57', 117],
    ['1:57 h', 117],
    ['117:00', 117],
    ['45:30', 46],
    ['117.0', 117],
    ['117,0', 117],
    ['117.000', 117],
    ['116.6', 117],
    ["117'", 117],
    ['117′', 117],
    ['117 min', 117],
    ['117min.', 117],
    ['117 mins', 117],
    ['117 minutes', 117],
    ['117 Minuten', 117],
    ['117 minuti', 117],
    ['117 minutos', 117],
    ['117 минут', 117],
    ['117 мин.', 117],
    ['117分', 117],
    ['117分钟', 117],
    ['117 分鐘', 117],
    ['117분', 117],
    ['１１７分', 117],
    ['1h57', 117],
    ['1h 57m', 117],
    ['1 h 57 min', 117],
    ['1 hr 57 mins', 117],
    ['1 hour, 57 minutes', 117],
    ['2 hours and 1 minute', 121],
    ['1h 57m 40s', 118],
    ['1 Std. 57 Min.', 117],
    ['1 Stunde 57 Minuten', 117],
    ['1 heure 57 minutes', 117],
    ['1 hora y 57 minutos', 117],
    ['1 ora e 57 minuti', 117],
    ['1 uur en 57 minuten', 117],
    ['1 tim 57 min', 117],
    ['1 ч 57 мин', 117],
    ['1 час 57 минут', 117],
    ['1 godz. 57 min', 117],
    ['1時間57分', 117],
    ['1小时57分钟', 117],
    ['1시간 57분', 117],
    ['2h', 120],
    ['1.5 hours', 90],
    ['1,5 Std.', 90],
    ['7020 s', 117],
    ['PT1H57M', 117],
    ['PT117M', 117],
    ['PT7020S', 117],
    ['PT1H57M0.5S', 117],
    ['P0DT1H57M', 117],
    ['', undefined],
    // Beyond the limit, for the schema to refuse.
    ['1,170', 1170],
    ['1.170', 1170],
  ])('of %j is %s minutes', (text, minutes) => {
    expect(convertLength(text)).toBe(minutes)
  })

  it.each([
    ['7020', 'seconds', 117],
    ['7,020', 'seconds', 117],
    ['7020000', 'milliseconds', 117],
    ['70200000000', 'ticks', 117],
    ['1.95', 'hours', 117],
    ['1,95', 'hours', 117],
    // Its own unit counts more than that of the column.
    ['1:57', 'seconds', 117],
    ['117 min', 'seconds', 117],
  ] as const)('of %j in %s is %i minutes', (text, unit, minutes) => {
    expect(convertLength(text, unit)).toBe(minutes)
  })

  it.each(['long', '2 reels', '1:75', 'P', 'PT', '12 34', '1.95', '1e3', '1h2h', ':', 'x'.repeat(400)])(
    'is not guessed from %j',
    (text) => expect(convertLength(text)).toBe(text),
  )
})

describe('ratings', () => {
  it.each([
    ['5', '0.5', 1],
    ['5', '1.4', 1],
    ['5', '1.5', 2],
    ['5', '2,5', 3],
    ['5', '5', 5],
    ['5', '3½', 4],
    ['5', '3 1/2', 4],
    ['5', '½', 1],
    ['10', '1', 1],
    ['10', '2', 1],
    ['10', '3', 2],
    ['10', '6.1', 4],
    ['10', '10', 5],
    ['10', '10.0', 5],
    ['100', '1', 1],
    ['100', '60', 3],
    ['100', '61', 4],
    ['100', '100', 5],
    ['exact', '3', 3],
    // These bring their own scale.
    ['10', '3.5/5', 4],
    ['5', '8/10', 4],
    ['5', '8 / 10', 4],
    ['5', '8 out of 10', 4],
    ['5', '8 von 10', 4],
    ['5', '16/20', 4],
    ['5', '85%', 5],
    ['5', '85 %', 5],
    ['10', '80%', 4],
    ['10', '★★★☆☆', 3],
    ['10', '★★★½', 4],
    ['10', '★★★', 3],
    ['10', '⭐⭐⭐⭐', 4],
    ['10', '⭐️⭐️', 2],
    ['10', '●●●○○', 3],
    ['10', '***', 3],
    ['10', '4*', 4],
    ['10', '4★', 4],
    ['10', '4 stars', 4],
    ['10', '1 star', 1],
    ['10', '4 Sterne', 4],
    ['10', '4 étoiles', 4],
    ['10', '4 estrellas', 4],
    ['10', '4 stelle', 4],
    ['10', '4 sterren', 4],
    ['10', '4 stars out of 5', 4],
    ['10', '４つ星', 4],
  ] as const)('up to %s: %s is %i', (scale, text, value) => {
    expect(convertRating(text, scale)).toEqual({ value })
  })

  it.each(['', ' ', '0', '0.0', '0%'])('of %j are none', (text) => {
    expect(convertRating(text, '10')).toEqual({ value: undefined })
  })

  it.each([
    ['5', '6', 'Rating: 6 is above the limit of 5'],
    ['10', '10.5', 'Rating: 10.5 is above the limit of 10'],
    ['100', '101', 'Rating: 101 is above the limit of 100'],
    ['5', '11/10', 'Rating: 11/10 is above the limit of 10'],
    ['10', '-1', 'Rating: -1 is below the limit: the lowest rating is above 0'],
    ['5', 'good', 'Rating: "good" is not a number'],
    ['5', '1e3', 'Rating: "1e3" is not a number'],
    ['5', '★★★★★★', 'Rating: ★★★★★★ is above the limit of 5'],
  ] as const)('up to %s: %s is refused', (scale, text, fault) => {
    expect(convertRating(text, scale)).toEqual({ fault })
  })
})

describe('the year', () => {
  it.each([
    ['1979', 1979],
    ['1,979', 1979],
    ['1.979', 1979],
    ['2,000', 2000],
    ['1979.0', 1979],
    ['(1979)', 1979],
    ['1979年', 1979],
    ['１９７９', 1979],
    ['1979-05-25', 1979],
    ['1979-05-25T00:00:00Z', 1979],
    ['May 25 1979', 1979],
    ['25.5.1979', 1979],
    ['5/25/1979', 1979],
    ['1979 (USA)', 1979],
    ['', undefined],
    ['46', 46],
  ])('of %j is %s', (text, value) => {
    expect(convertYear(text)).toEqual({ value })
  })

  it.each(['25-May-79', '1979–1985', 'unknown', '5/25/79'])('is not guessed from %j', (text) => {
    expect(convertYear(text)).toEqual({ fault: expect.stringContaining(`"${text}"`) })
  })
})

describe('no value', () => {
  it.each([
    ...['-', '--', '—', '–', '?', '??', '...', '…', '.', '/', 'N/A', 'n/a', 'n.a.', 'NA', '#N/A', 'NR', 'Not rated'],
    ...['Unrated', 'unknown', 'Unknown.', 'null', 'NULL', '(null)', 'None', 'nil', 'NaN', 'undefined', '\\N', 'TBA'],
    ...[
      'unbekannt',
      'k. A.',
      'inconnu',
      'desconocido',
      'sconosciuto',
      'неизвестно',
      '不明',
      '未知',
      '暂无',
      'なし',
      '없음',
    ],
    ...['0000', '0000-00-00', '[]', '{}', '""'],
  ])('is what %j says', (cell) => {
    expect(isNoValue(cell)).toBe(true)
  })

  it.each(['Alien', '0', '00:00', '5', '★', '½', '*', '1979', 'NAR', 'Nul', 'DVD', '-1', '=1', 'x'.repeat(99)])(
    'is not what %j says',
    (cell) => expect(isNoValue(cell)).toBe(false),
  )

  it.each(['0', '0.0', '00:00:00', '0 min', '0%', '0 Min.', '0,0'])('of a number is %j', (cell) =>
    expect(isZero(cell)).toBe(true),
  )

  it.each(['', '10', '0.5', '0:01', '0 of 5'])('of a number is not %j', (cell) => expect(isZero(cell)).toBe(false))

  it('of a title leaves films that are called so', () => {
    for (const none of ['-', 'N/A', 'null', '#N/A', 'undefined']) expect(isNoTitle(none), none).toBe(true)
    for (const film of ['Unknown', '?', 'None', 'Nil', 'NA', '0', 'Zero', '...'])
      expect(isNoTitle(film), film).toBe(false)
  })
})

it.each([
  ['="300"', '300'],
  ['="a ""b"""', 'a "b"'],
  [' ="007" ', '007'],
  ['=SUM(1)', '=SUM(1)'],
  ['"300"', '"300"'],
  ['="a"&"b"', '="a"&"b"'],
])('the cell %s holds %s', (cell, text) => {
  expect(unwrapFormula(cell)).toBe(text)
})
