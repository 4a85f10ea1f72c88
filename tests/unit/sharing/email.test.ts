import { describe, expect, it } from 'vitest'
import { isPlainEmail, normalizeEmail } from '@/domain/sharing/email'

it.each([
  ['Ana@Example.org', 'ana@example.org'],
  ['  ana@example.org\n', 'ana@example.org'],
  ['ＡＮＡ＠example.org', 'ana@example.org'],
  ['a.n.a+films@example.org', 'a.n.a+films@example.org'],
  ['İ@example.org', 'i̇@example.org'],
])('%j is %j', (text, expected) => {
  expect(normalizeEmail(text)).toBe(expected)
  expect(normalizeEmail(normalizeEmail(text))).toBe(expected)
})

describe('an address in unusual letters', () => {
  it.each([
    '\ufb01ona@example.org',
    'fiona@\u212Aelvin.org',
    'ｆiona@example.org',
    'fiona@example\uff0eorg',
    'fion\u00aa@x.org',
    '\u212aelvin@example.org',
    'zoe\u0308@example.org',
    'fiona@example.org\u00a0',
  ])('%j is not plain', (email) => expect(isPlainEmail(email)).toBe(false))

  it.each(['Fiona@Example.org', ' fiona@example.org ', 'zoë@example.org', 'ж@пример.рф'])('%j is plain', (email) =>
    expect(isPlainEmail(email)).toBe(true),
  )
})
