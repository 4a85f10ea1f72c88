import 'server-only'
import { asServer } from './client'

/** Deletes what is over: trash after 30 days, changes after 90, dead sessions, old rate-limit windows. */
export async function purgeExpired(): Promise<void> {
  await asServer('select purge_expired()', [])
}
