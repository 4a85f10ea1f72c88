import { describe, expect, it } from 'vitest'
import { QUOTA_NAMES, quotaRefusal, usageWords } from '@/domain/account/quota'

describe.each(QUOTA_NAMES)('the quota of %s', (name) => {
  it('is told before it refuses anything, with what to do', () => {
    expect(usageWords({ name, used: 899, most: 1000 }).near).toBeNull()
    for (const used of [900, 1000, 1200])
      expect(usageWords({ name, used, most: 1000 }).near).toMatch(/^Near the limit\. ./)
  })

  it('is refused with the limit, the number and what to do, and without a number to others', () => {
    const told = quotaRefusal(name, 3_000_001, 2_000_000)
    expect(told).toMatch(/^(3,000,001|4) .+ above your limit of (2,000,000|2) .+\. Nothing was changed\. ./)
    expect(quotaRefusal(name, null, 2_000_000)).not.toMatch(/3,000,001|your/)
  })
})

it('sizes are in megabytes', () => {
  expect(usageWords({ name: 'staged_bytes', used: 1_200_000, most: 500_000_000 }).amount).toBe('2 MB of 500 MB')
})
