import 'server-only'
import { asServer } from './client'

/** Deletes expired rows: trash after 30 days, changes after 90, ended sessions, old rate-limit windows. Folds counters. */
export async function purgeExpired(): Promise<void> {
  await asServer('select purge_expired()', [])
  await asServer('select fold_writes()', [])
}
