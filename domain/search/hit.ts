import type { MovieValues } from '@/domain/movies/movie'

/** A movie found by a search everywhere, with its bucket; `ownerName` is null for the user's own bucket. */
export type Hit = MovieValues & {
  id: string
  bucketId: string
  bucketName: string
  mine: boolean
  ownerName: string | null
}
