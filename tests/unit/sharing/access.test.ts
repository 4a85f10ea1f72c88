import { describe, expect, it } from 'vitest'
import { can, LEAST_ROLE, type Operation, ROLES } from '@/domain/sharing/roles'
import { OPERATIONS, type OperationRow } from '@/tests/support/models/operations'
import { ROLE_OF, VIEWERS, type Viewer } from '@/tests/support/models/world'

// A role lets one ask; these have no grant of their own to give up, which the bucket tells them.
const NOTHING_TO_LEAVE: readonly Viewer[] = ['owner', 'editor by group', 'viewer by group']

describe.each(Object.entries(OPERATIONS) as [Operation, OperationRow][])('%s', (operation, { outcomes }) => {
  it.each(VIEWERS)('by %s', (viewer) => {
    const role = ROLE_OF[viewer]
    const refusedLater = operation === 'leaveBucket' && NOTHING_TO_LEAVE.includes(viewer)
    expect(outcomes[viewer] === 'ok').toBe(role !== null && can(role, operation) && !refusedLater)
    // What may not be seen does not exist; what may be seen but not done is refused.
    expect(role === null).toBe(outcomes[viewer] === 'not_found')
  })
})

it('has a viewer of every role', () => {
  for (const role of ROLES) expect(Object.values(ROLE_OF), role).toContain(role)
})

it('has a row for every operation', () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual(Object.keys(LEAST_ROLE).sort())
})
