import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movieSchema } from '@/domain/movies/schema'
import { foldText, normalizeTitle, searchWords, sortTitle } from '@/domain/movies/title'
import { countCharacters } from '@/domain/text'
import { anyText, anyTitle } from '@/tests/support/models/arbitraries'

const article = (text: string, word: string) => `${text}\t${word}`

describe('counting characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['🍿', 1],
    ['👩‍🚀', 3],
    ['e\u0301', 2],
    ['한국', 2],
    ['𠮷野家', 3],
  ])('%j has %i', (text, count) => {
    expect(countCharacters(text)).toBe(count)
  })
})

describe('a title as it is stored', () => {
  it('is composed and without white space around it', () => {
    expect(normalizeTitle('\u3000 Ame\u0301lie\u00a0\n')).toBe('Amélie')
  })

  it('in any script comes out of the schema as it is, once and again', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const movie = { title, format: 'DVD', length: 1, releaseYear: 2000, rating: 1 }
        expect(movieSchema.parse(movie).title).toBe(title)
        expect(movieSchema.parse({ ...movie, title: ` ${title.normalize('NFD')}\n` }).title).toBe(title)
      }),
    )
  })

  it('takes no longer the more white space is in the way', () => {
    const started = performance.now()
    const title = `a${' \u0085'.repeat(500_000)}b`
    for (const read of [normalizeTitle, sortTitle, searchWords]) read(title)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('never makes the schema throw, whatever the text', () => {
    const text = fc.oneof(
      anyText,
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    )
    fc.assert(
      fc.property(text, (title) => {
        const result = movieSchema.shape.title.safeParse(title)
        if (result.success) expect(countCharacters(result.data)).toBeLessThanOrEqual(50)
        else expect(result.error.issues[0]?.message).toMatch(/^Title/)
      }),
    )
  })
})

describe('a title as it is sorted', () => {
  it.each([
    ['The Matrix', article('matrix', 'the')],
    ['THE  MATRIX', article('matrix', 'the')],
    ['A Bug’s Life', article("bug's life", 'a')],
    ['Ocean‘s – “Eleven”', 'ocean\'s - "eleven"'],
    ['An American in Paris', article('american in paris', 'an')],
    ['Theatre', 'theatre'],
    ['Anatomy of a Murder', 'anatomy of a murder'],
    ['A', 'a'],
    ['The', 'the'],
    ['The The', article('the', 'the')],
    ['A.I.', 'a.i.'],
    ['Amélie', 'amelie'],
    ['AMÉLIE', 'amelie'],
    ['Å', 'a'],
    ['Ægir', 'aegir'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['Łódź', 'lodz'],
    ['ﬁlm', 'film'],
    ['...And Justice for All', 'and justice for all'],
    ['“The Burbs”', article('burbs"', 'the')],
    ['The ’Burbs', article('burbs', 'the')],
    ['¡Three Amigos!', 'three amigos!'],
    ['$9.99', '9.99'],
    ['[REC]', 'rec]'],
    ['!!!', '!!!'],
    ['The !!!', article('!!!', 'the')],
    ['2001: A Space Odyssey', '2001: a space odyssey'],
    ['WALL·E', 'wall·e'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
  ])('%j is filed under %j', (title, sorted) => {
    expect(sortTitle(title)).toBe(sorted)
  })

  it.each([
    ['with an accent, a vowel sign or a voicing mark more is another word', ['か', 'が'], ['कि', 'की'], ['ป', 'ปี']],
    ['in another alphabet is another word', ['Москва', 'Moskva'], ['千', '1000']],
  ])('%s', (_, ...pairs) => {
    for (const [a = '', b = ''] of pairs) expect(sortTitle(a)).not.toBe(sortTitle(b))
  })

  it('does not depend on marks that cannot be seen', () => {
    expect(sortTitle('\u200eThe\u00ad Ma\u200btrix\ufeff')).toBe(sortTitle('The Matrix'))
    expect(sortTitle('❤️ Actually')).toBe(sortTitle('❤ Actually'))
  })

  it('puts titles as a shelf has them', () => {
    const titles = ['A Zed & Two Noughts', 'the abyss', 'Émile', 'An Education', '8½', 'Eagle', 'Ábel', 'The Zoo']
    const sorted = [...titles].sort((a, b) => (sortTitle(a) < sortTitle(b) ? -1 : 1))
    expect(sorted).toEqual([
      '8½',
      'Ábel',
      'the abyss',
      'Eagle',
      'An Education',
      'Émile',
      'A Zed & Two Noughts',
      'The Zoo',
    ])
  })

  it('is the same whatever the case and the normal form', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        expect(sortTitle(title.normalize('NFD'))).toBe(sortTitle(title))
        expect(sortTitle(title.normalize('NFC'))).toBe(sortTitle(title))
        expect(sortTitle(`  ${title} `)).toBe(sortTitle(title))
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ']{1,50}$/), (title) => {
        expect(sortTitle(title.toUpperCase())).toBe(sortTitle(title))
      }),
    )
  })

  it('holds no tab but the one before an article, and nothing the database refuses', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const sorted = sortTitle(title)
        expect(sorted).toMatch(/^[^\t]*(\t(the|an|a))?$/)
        expect(sorted.isWellFormed() && !sorted.includes('\0')).toBe(true)
      }),
    )
  })
})

describe('folding', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('changes nothing the second time, with every character there is', () => {
    const changed: string[] = []
    for (let start = 1; start <= 0x10ffff; start += 64) {
      const codes = Array.from({ length: 64 }, (_, at) => start + at).filter((code) => code < 0xd800 || code > 0xdfff)
      const text = codes.map((code) => String.fromCodePoint(Math.min(code, 0x10ffff))).join(' a')
      const once = foldText(text)
      if (foldText(once) !== once) changed.push(start.toString(16))
    }
    expect(changed).toEqual([])
  })
})

describe('the words of a search', () => {
  it('are folded, without empty ones, at most 8', () => {
    expect(searchWords('  The   MATRIX\tRélôàded ')).toEqual(['the', 'matrix', 'reloaded'])
    expect(searchWords(' ')).toEqual([])
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8)
  })

  it.each([
    "'71",
    '[REC]',
    '$9.99',
    '...And Justice',
    'Fish & Chips',
    '& Sons',
    '!!!',
    'The !!!',
    '— the — end —',
    '¡Ay!',
  ])('of %s find it', (title) => {
    expect(searchWords(title).length).toBeGreaterThan(0)
    for (const word of searchWords(title)) expect(sortTitle(title)).toContain(word)
  })

  it('of any whole title find it', () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        for (const word of searchWords(title)) expect(sortTitle(title)).toContain(word)
      }),
      { numRuns: 1000 },
    )
  })

  it('of a beginning in capitals find the rest', () => {
    expect(sortTitle('Οδυσσεύς')).toContain(searchWords('ΟΔΥΣ')[0])
    expect(sortTitle('Ὀδύσσεια')).toContain(searchWords('ΟΔΥΣ')[0])
  })
})
