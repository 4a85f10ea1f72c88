import type { GivenRole } from './roles'

/** A bucket of another owner that the reader was given: why they see it, how many movies it holds, when one last changed. */
export type SharedBucket = {
  id: string
  name: string
  ownerName: string | null
  role: GivenRole
  /** Whether the reader has a grant of their own, which they can give up. */
  direct: boolean
  groups: { id: string; name: string }[]
  movies: number
  changedAt: string | null
}
