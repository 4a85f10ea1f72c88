import { expect, it, vi } from 'vitest'
import { AppError } from '@/domain/result'

it('is one error for every copy of its module, and no other error is one', async () => {
  vi.resetModules()
  const copy = await import('@/domain/result')
  expect(copy.AppError).not.toBe(AppError)
  expect(new copy.AppError('unavailable', 'busy')).toBeInstanceOf(AppError)
  expect(new Error('busy')).not.toBeInstanceOf(AppError)
  expect({ code: 'unavailable' }).not.toBeInstanceOf(AppError)
})
