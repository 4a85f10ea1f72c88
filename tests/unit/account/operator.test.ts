import { describe, expect, it } from 'vitest'
import { parseOperator } from '@/domain/account/operator'

describe('an operator', () => {
  it.each<[string, ReturnType<typeof parseOperator>]>([
    ['Ana Lopez', { name: 'Ana Lopez' }],
    ['ana@example.org', { name: 'ana@example.org', href: 'mailto:ana@example.org' }],
    ['https://help.example.org', { name: 'https://help.example.org', href: 'https://help.example.org/' }],
    ['Ana Lopez <ana@example.org>', { name: 'Ana Lopez', href: 'mailto:ana@example.org' }],
    ['Film Club <https://club.example.org/help>', { name: 'Film Club', href: 'https://club.example.org/help' }],
    ['<ana@example.org>', { name: 'ana@example.org', href: 'mailto:ana@example.org' }],
    ['Ana <not an address>', null],
    ['Ana <javascript:alert(1)>', null],
    ['Ana\u202e', null],
    ['<>', null],
  ])('reads %j', (text, operator) => expect(parseOperator(text)).toEqual(operator))
})
