import type { FailedAdd } from './collection-state'
import type { QueuedEdit } from './edit-queue'
import type { Draft } from './typed-movie'

/** What a tab did to a bucket that the server does not have. */
type Carried = { edits: QueuedEdit[]; failedAdds: readonly FailedAdd[]; draft: Draft | null; line: string }

const keyOf = (bucketId: string) => `moviebucket.unsaved.${bucketId}`

/** Keeps it for the next loading of a bucket's page in this tab. */
export function carryCollection(bucketId: string, carried: Carried): void {
  try {
    sessionStorage.setItem(keyOf(bucketId), JSON.stringify(carried))
  } catch {
    // A browser that stores nothing keeps nothing.
  }
}

/** What was carried to this page, once. */
export function takeCarriedCollection(bucketId: string): Carried | null {
  try {
    const carried = JSON.parse(sessionStorage.getItem(keyOf(bucketId)) ?? 'null')
    sessionStorage.removeItem(keyOf(bucketId))
    return carried
  } catch {
    return null
  }
}
