import type { MovieValues } from '@/domain/movies/movie'
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

/** A movie found in all buckets that the reader owns or was given; `ownerName` is null for their own. */
export type Hit = MovieValues & {
  id: string
  bucketId: string
  bucketName: string
  mine: boolean
  ownerName: string | null
}
