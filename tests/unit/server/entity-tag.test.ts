import { describe, expect, it } from 'vitest'
import { isKnown, mayChange, parseEntityTags, versionsOf } from '@/server/api/request'

describe('entity tags', () => {
  it('are read as RFC 9110 writes them', () => {
    expect(parseEntityTags(null)).toBeNull()
    expect(parseEntityTags(' * ')).toBe('any')
    expect(parseEntityTags('"1", W/"2" ,"a-b_c"')).toEqual({ strong: ['1', 'a-b_c'], weak: ['2'] })
    for (const odd of ['', '1', '"', "'1'", '"a b"', 'w/"1"', '"1""2"'])
      expect(parseEntityTags(odd), odd).toEqual({ strong: [], weak: [] })
  })

  it('let a change through by strong comparison, and a client know by weak', () => {
    const tags = parseEntityTags('"1", W/"2"')
    expect([mayChange(tags, '1'), mayChange(tags, '2'), mayChange(tags, '3')]).toEqual([true, false, false])
    expect([isKnown(tags, '1'), isKnown(tags, '2'), isKnown(tags, '3')]).toEqual([true, true, false])
    expect([mayChange(null, '1'), isKnown(null, '1')]).toEqual([true, false])
    expect([mayChange('any', '1'), isKnown('any', '1')]).toEqual([true, true])
  })

  it('name the versions of a movie, and none that cannot be one', () => {
    expect(versionsOf(null)).toBeUndefined()
    expect(versionsOf('any')).toBeUndefined()
    expect(versionsOf(parseEntityTags('"1", W/"2", "x", "0", "12", "99999999999", "1.5"'))).toEqual([1, 12])
  })
})
