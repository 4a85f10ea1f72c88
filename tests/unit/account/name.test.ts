import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, PERSON_NAME_LIMIT } from '@/domain/account/name'
import { unreadable } from '@/domain/movies/title'
import { countCharacters } from '@/domain/text'

describe('a name that a provider gives', () => {
  it.each([
    ['Ana', 'Ana'],
    ['  Ana Films ', 'Ana Films'],
    ['Zoe\u0308', 'Zoë'],
    ['Ana\r\nBcc: all@example.org', 'Ana Bcc: all@example.org'],
    ['evil\u202Egnp.exe', 'evil gnp.exe'],
    ['\u200fAna\u2069', 'Ana'],
    ['Ana\u2028Films', 'Ana Films'],
    ['x'.repeat(60_067), 'x'.repeat(50)],
    ['🎬'.repeat(51), '🎬'.repeat(50)],
    [`${'x'.repeat(49)} y`, 'x'.repeat(49)],
    ['half \ud83d', 'half \ufffd'],
    ['', null],
    [' \u200b\u00ad ', null],
    ['\0', null],
    [null, null],
    [undefined, null],
  ])('%j becomes %j', (given, name) => expect(cleanName(given)).toBe(name))

  it('always becomes one that a title could be, and stays as it is then', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (given) => {
        const name = cleanName(given)
        if (name === null) return
        expect(unreadable(name)).toBeUndefined()
        expect(countCharacters(name)).toBeLessThanOrEqual(PERSON_NAME_LIMIT)
        expect(name).toBe(name.normalize('NFC').trim())
        expect(cleanName(name)).toBe(name)
      }),
    )
  })
})
