import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterOfSelection, SELECTION_LIMIT } from '@/domain/movies/selection'
import { selectionSchema } from '@/domain/movies/selection-schema'
import { EMPTY_SEARCH, filterOf, formatSearch } from '@/domain/search/search'
import { anySearch } from '@/tests/support/models/arbitraries'

const ID = '0190a6c0-5b1e-7c3a-8d2f-0123456789ab'
const fits = (value: unknown) => selectionSchema.safeParse(value).success

describe('a selection', () => {
  it('is some ids, or a filter with exceptions', () => {
    expect(fits({ ids: [ID] })).toBe(true)
    expect(fits({ ids: Array(SELECTION_LIMIT).fill(ID) })).toBe(true)
    expect(fits({ matching: '', except: [] })).toBe(true)
    expect(fits({ matching: 'q=alien', except: [ID] })).toBe(true)
  })

  it.each([
    ['nothing', {}],
    ['no ids', { ids: [] }],
    ['too many ids', { ids: Array(SELECTION_LIMIT + 1).fill(ID) }],
    ['too many exceptions', { matching: '', except: Array(SELECTION_LIMIT + 1).fill(ID) }],
    ['what are no ids', { ids: ['x'] }],
    ['exceptions that are no ids', { matching: '', except: ["' or true --"] }],
    ['a filter without exceptions', { matching: '' }],
    ['both', { ids: [ID], matching: '', except: [] }],
    ['a filter that is no text', { matching: {}, except: [] }],
    ['a filter without end', { matching: 'q'.repeat(2001), except: [] }],
    ['a list', [ID]],
    ['null', null],
  ])('is not %s', (_, value) => {
    expect(fits(value)).toBe(false)
  })
})

describe('the filter of a selection', () => {
  it('is the search without its order, view and place, whatever else there is', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const { sort: _, view: __, position: ___, ...filter } = search
        expect(filterOf(search)).toEqual(filter)
        expect(filterOfSelection(formatSearch(search))).toMatchObject(filter)
      }),
      {
        examples: [[{ ...EMPTY_SEARCH, rating: { min: 4 }, added: { from: '2024-01', to: '2024-02' } }]],
      },
    )
  })

  it('is that of the screen it was made on', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const filter = filterOfSelection(formatSearch(search))
        expect(filter && filterOf(filter)).toEqual(filterOf(search))
      }),
    )
  })

  it('reads a name that is there twice as the page does', () => {
    expect(filterOfSelection('format=VHS&format=DVD')?.formats).toEqual(['VHS', 'DVD'])
  })

  it.each(['format=Betamax', 'year=1799', 'q=alien&rating=9', 'q=format:beta', `q=${'x'.repeat(101)}`, 'yearFrom=x'])(
    'is refused rather than widened: %s',
    (query) => {
      expect(filterOfSelection(query)).toBeUndefined()
    },
  )
})
