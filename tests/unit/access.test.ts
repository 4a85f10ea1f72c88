import { describe, expect, it } from 'vitest'
import { can, LEAST_ROLE, type Operation } from '@/domain/roles'
import { OPERATIONS, type OperationRow } from '../support/operations'
import { ROLE_OF, VIEWERS } from '../support/world'

describe.each(Object.entries(OPERATIONS) as [Operation, OperationRow][])('%s', (operation, { outcomes }) => {
  it.each(VIEWERS)('by %s', (viewer) => {
    const role = ROLE_OF[viewer]
    expect(role !== null && can(role, operation)).toBe(outcomes[viewer] === 'ok')
    // What may not be seen does not exist; what may be seen but not done is refused.
    expect(role === null).toBe(outcomes[viewer] === 'not_found')
  })
})

it('has a row for every operation', () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual(Object.keys(LEAST_ROLE).sort())
})
