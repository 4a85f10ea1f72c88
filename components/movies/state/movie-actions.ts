import type { BulkEdit, Change, Move, Undo, VersionedPatch, WriteOutcome } from '@/domain/movies/change'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import type { Result } from '@/domain/result'
import type { TypedMovie } from './typed-movie'

type InBucket = { bucketId: string }

/** A bucket that movies can go to. */
export type Target = { id: string; name: string; own: boolean }

type ToBucket = InBucket & { targetId: string; selection: Selection }

/** The server's side of a bucket screen. Pages pass it to the components; tests pass their own. */
export type MovieActions = {
  /** If the bucket has a movie under this id already, answers with that movie. */
  addTypedMovie: (input: InBucket & { id?: string; movie: TypedMovie }) => Promise<Result<Change & { movie: Movie }>>
  editMovies: (input: InBucket & { edits: VersionedPatch[] }) => Promise<Result<WriteOutcome[]>>
  deleteMovies: (input: InBucket & { selection: Selection }) => Promise<Result<Change>>
  moveMovies: (input: ToBucket) => Promise<Result<Move>>
  copyMovies: (input: ToBucket) => Promise<Result<Change>>
  listTargets: (input: InBucket) => Promise<Result<Target[]>>
  undoChange: (input: InBucket & { changeId: string }) => Promise<Result<Undo>>
  previewEdit: (input: InBucket & BulkEdit) => Promise<Result<{ selected: number; changing: number }>>
  editSelection: (input: InBucket & BulkEdit) => Promise<Result<Change>>
  findDuplicates: (
    input: InBucket & { title: string; releaseYear?: number; except?: string },
  ) => Promise<Result<Movie[]>>
  loadSamples: (input: InBucket) => Promise<Result<Change>>
}
