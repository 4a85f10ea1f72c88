import { expect, it } from 'vitest'
import { daysLeft } from '@/domain/movies/trash'

it('counts the days that are left', () => {
  const now = Date.parse('2026-02-01T00:00:00Z')
  expect(daysLeft('2026-02-01T00:00:00.000Z', now)).toBe('30 days left')
  expect(daysLeft('2026-01-03T00:00:00.000Z', now)).toBe('1 day left')
  expect(daysLeft('2025-01-01T00:00:00.000Z', now)).toBe('0 days left')
})
