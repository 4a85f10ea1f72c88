/** Days that something deleted waits in the trash; purge_expired() counts the same. */
export const TRASH_DAYS = 30

/** Whole days until something deleted is gone for good, in words. `deletedAt` is ISO 8601, `now` in ms. */
export function daysLeft(deletedAt: string, now: number): string {
  const days = Math.max(0, Math.ceil((Date.parse(deletedAt) - now) / 86_400_000 + TRASH_DAYS))
  return days === 1 ? '1 day left' : `${days} days left`
}
