import { counted } from '@/domain/text'

/** Days that a deleted movie or bucket stays in the trash; purge_expired() has the same number. */
export const TRASH_DAYS = 30

/** How many whole days a deleted movie or bucket stays, in words. `deletedAt` is ISO 8601, `now` in ms. */
export function daysLeft(deletedAt: string, now: number): string {
  const days = Math.max(0, Math.ceil((Date.parse(deletedAt) - now) / 86_400_000 + TRASH_DAYS))
  return `${counted(days, 'day')} left`
}
