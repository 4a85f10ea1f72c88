import { expect, it } from 'vitest'
import { parsePerspective } from '@/domain/sharing/perspective'

it.each([
  ['everyone', { kind: 'everyone' }],
  ['person:1', { kind: 'person', id: '1' }],
  ['group:1', { kind: 'group', id: '1' }],
  ['group:', null],
  ['anybody:1', null],
  ['', null],
])('reads %j', (text, expected) => {
  expect(parsePerspective(text)).toEqual(expected)
})
