import { expect, it } from 'vitest'
import { normalizeEmail } from '@/domain/sharing/email'

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
