/** How long after a sign-in a person may begin to connect an account without signing in again, in minutes. */
const FRESH_MINUTES = 10
/** How long an attempt to connect may take at a provider, in minutes. */
const ATTEMPT_MINUTES = 15

/** Whether a person who signed in at a time (ms) may connect an account; `returning` from the provider takes longer. */
export function isFresh(confirmedAt: number, now: number, { returning = false } = {}): boolean {
  return now - confirmedAt <= (FRESH_MINUTES + (returning ? ATTEMPT_MINUTES : 0)) * 60_000
}
