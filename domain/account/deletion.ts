/** What the deletion of an account deletes, and what other people lose by it. */
export type AccountDeletion = {
  buckets: number
  movies: number
  inTrash: number
  shared: LostBucket[]
  groups: LostGroup[]
}

/** A bucket that other people lose: their names, and whether its public link stops working. */
export type LostBucket = { id: string; name: string; people: (string | null)[]; open: boolean }

/** An owner's group: how many `others` are in it, and the `heir`, an admin who becomes its owner; without one it is dissolved. */
export type LostGroup = { id: string; name: string; others: number; heir: { name: string | null } | null }
