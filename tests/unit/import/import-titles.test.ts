import { describe, expect, it } from 'vitest'
import { describeConversions } from '@/domain/import/conversions'
import { splitYear, spoiltBy, suggestTitle } from '@/domain/import/titles'
import { makeRowValidator } from '@/domain/import/validate-row'
import { IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'

describe('a year at the end of a title', () => {
  it.each([
    ['Memento (2000)', 'Memento', '2000'],
    ['Memento(2000)', 'Memento', '2000'],
    ['Memento [2000]', 'Memento', '2000'],
    ['記憶（2000）', '記憶', '2000'],
    ['Memento, 2000', 'Memento', '2000'],
    ['Memento - 2000', 'Memento', '2000'],
    ['Blade Runner 2049 (2017)', 'Blade Runner 2049', '2017'],
    ['2012 (2009)', '2012', '2009'],
    ['Matrix, The (1999)', 'Matrix, The', '1999'],
    ['Hamlet (1996/II)', 'Hamlet', '1996'],
  ])('%s is %s of %s', (text, title, year) => {
    expect(splitYear(text)).toEqual({ title, year })
  })

  it.each(['Blade Runner 2049', '2012', '(2009)', 'Alien', 'Movie (1234)', 'Memento (2000) DVD', 'x'.repeat(600)])(
    'is not in %s',
    (text) => expect(splitYear(text)).toBeUndefined(),
  )

  it('is taken out, unless a column says another year', () => {
    const table = { ...IMPORT_SETTINGS, source: 'table' as const, guarded: false, yearInTitle: true }
    const validate = makeRowValidator(table, 5)
    const values = (cells: string[]) => {
      const row = validate(cells)
      return row.state === 'ready' ? [row.values.title, row.values.releaseYear] : row.state
    }
    expect(values(['Memento (2000)', 'DVD', '113', '', '5'])).toEqual(['Memento', 2000])
    expect(values(['Memento (2000)', 'DVD', '113', '2001', '5'])).toEqual(['Memento', 2001])
    expect(values(['Sequel (2049)', 'DVD', '113', '2017', '5'])).toEqual(['Sequel (2049)', 2017])
    expect(values(['Alien', 'DVD', '113', '', '5'])).toBe('incomplete')
    expect(describeConversions(table, [], [['Memento (2000)']])).toContain(
      'The release year at the end of a title is taken out of it: “Memento (2000)” becomes “Memento”, 2000.',
    )
  })
})

describe('a title above the limit', () => {
  it.each([
    ['Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan', 'Borat'],
    ['Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb', 'Dr. Strangelove'],
    ['The Chronicles of Narnia: The Lion, the Witch and the Wardrobe', 'The Chronicles of Narnia'],
    ['Harry Potter: The Deathly Hallows: Part Two, the Very Long Version', 'Harry Potter: The Deathly Hallows'],
    ['M – Eine Stadt sucht einen Mörder – die restaurierte lange Fassung', 'M – Eine Stadt sucht einen Mörder'],
    ['Alien (the director’s cut with some more scenes, and a commentary)', 'Alien'],
    ['The Assassination of Jesse James by the Coward Robert Ford', 'The Assassination of Jesse James by the Coward…'],
  ])('%s is suggested as %s', (title, suggestion) => {
    expect(suggestTitle(title)).toBe(suggestion)
  })

  it('always gets a suggestion that fits, and no other title does', () => {
    for (const title of [
      'x'.repeat(51),
      '長'.repeat(80),
      `${'a '.repeat(40)}`,
      `: ${'y'.repeat(60)}`,
      '🎬'.repeat(60),
    ]) {
      const suggestion = suggestTitle(title) ?? ''
      expect([...suggestion].length, title).toBeLessThanOrEqual(50)
      expect([...suggestion].length, title).toBeGreaterThan(2)
    }
    expect(suggestTitle('x'.repeat(50))).toBeUndefined()
  })

  it('is shortened when a person asks for it, and as typed if they correct it', () => {
    const validate = makeRowValidator({ ...IMPORT_SETTINGS, shorten: true }, 5)
    const long = 'Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan'
    expect(validate([long, 'DVD', '84', '2006', '3'])).toMatchObject({ state: 'ready', values: { title: 'Borat' } })
    expect(validate([long, 'DVD', '84', '2006', '3'], { title: 'x'.repeat(51) })).toMatchObject({ state: 'problem' })
    expect(makeRowValidator(IMPORT_SETTINGS, 5)([long, 'DVD', '84', '2006', '3'])).toMatchObject({ state: 'problem' })
  })
})

describe('a title that a spreadsheet spoilt', () => {
  it.each([
    ...['09-Nov', '9-Nov-11', 'Nov-09', '09. Nov', '11-Sep', '01-Mär', '2001-09-11', '2001-09-11 00:00:00'],
    ...['###', '########', '#NAME?', '#REF!', '#DIV/0!', '#BEZUG!', '#N/A', '#NOMBRE?', '1.23E+10', '1,5E+3'],
  ])('is asked about: %s', (title) => {
    expect(spoiltBy(title)).toBeDefined()
  })

  it.each(['300', '1917', '9', '#Alive', '#Horror', 'November', 'Nov', '11:14', '9/11', '8½', 'May', '21-87', '#'])(
    'is not %s',
    (title) => expect(spoiltBy(title)).toBeUndefined(),
  )

  it('is a problem of its row until somebody says that it is right; our own files are right', () => {
    const table = { ...IMPORT_SETTINGS, source: 'table' as const, guarded: false }
    const row = ['09-Nov', 'DVD', '84', '2006', '3']
    expect(makeRowValidator(table, 5)(row)).toMatchObject({
      state: 'problem',
      faults: [{ field: 'title', message: 'Title: "09-Nov" looks like a date that a spreadsheet made of the title' }],
    })
    expect(makeRowValidator(table, 5)(row, { title: '09-Nov' })).toMatchObject({ state: 'ready' })
    expect(makeRowValidator(IMPORT_SETTINGS, 5)(row)).toMatchObject({ state: 'ready' })
  })
})
