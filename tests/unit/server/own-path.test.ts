import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownPath } from '@/domain/account/own-path'

describe('ownPath', () => {
  it.each(['/', '/settings', '/buckets/1?q=a%20b&sort=-year', '/a/b#c', '/%2F%2Fevil.example', '/@evil.example'])(
    'lets %j through',
    (path) => expect(ownPath(path)).toBe(path),
  )

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '%2F%2Fevil.example',
    '/\u0000/evil.example',
    'https://evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'evil.example',
    '@evil.example',
    '',
    `/${'a'.repeat(2001)}`,
    undefined,
    null,
    7,
    ['/settings'],
    { toString: () => '/settings' },
  ])('takes %j for none', (text) => expect(ownPath(text)).toBe('/'))

  it('never names another host, whatever it is given', () => {
    const odd = fc.string({
      unit: fc.constantFrom('/', '\\', '.', '%2f', '%5c', '\t', '@', ':', 'evil.example', '?', '#'),
    })
    fc.assert(
      fc.property(
        fc.oneof(
          odd,
          odd.map((text) => `/${text}`),
          fc.string(),
        ),
        (text) => {
          const path = ownPath(text)
          expect(new URL(path, 'https://own.example').origin).toBe('https://own.example')
          // Joined to the origin as the redirect callback does it, or read once more, it stays what it is.
          expect(new URL(`https://own.example${path}`).origin).toBe('https://own.example')
          expect(path).toMatch(/^\/(?![/\\])/)
          expect(ownPath(path)).toBe(path)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
