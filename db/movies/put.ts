import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import type { WriteOutcome } from '@/domain/movies/change'
import type { MovieValues } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { addMovies } from './add'
import { patchMovie, type Versions } from './patch'
import { findMovie } from './read'

const ATTEMPTS = 5

/** What has to be true of the movie before it is put: `versions` and `mustExist` refuse to add, `mustBeNew` to replace. */
type Precondition = { versions?: Versions; mustExist?: boolean; mustBeNew?: boolean }

/**
 * Replaces all values of a live movie, or adds it under this id, which the caller chose.
 * @throws {AppError} `conflict` if the id is that of a movie in the trash, or in another bucket that the caller sees
 */
export async function putMovie(
  access: Access,
  id: string,
  values: MovieValues,
  { versions, mustExist = false, mustBeNew = false }: Precondition = {},
): Promise<WriteOutcome> {
  if (!isId(id)) throw new AppError('not_found', 'This movie does not exist, or it is in the trash.')
  // Another caller may add or delete it at the same moment: then look again.
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const current = await findMovie(access, id)
    if (current) {
      if (mustBeNew) return { id, status: 'conflict', movie: current }
      const outcome = await patchMovie(access, id, values, versions)
      if (outcome.status !== 'gone') return outcome
      continue
    }
    if (versions || mustExist) return { id, status: 'gone' }
    if (!(await isUnused(access, id))) continue
    const { count, changeId, movies } = await addMovies(access, [{ ...values, id }])
    if (count && movies[0]) return { id, status: 'added', movie: movies[0], changeId }
  }
  throw new AppError('unavailable', 'Others changed the same movie at the same time. Nothing was changed: try again.')
}

// False if another caller added it here since it was looked for: each statement sees what was committed until then.
async function isUnused({ db, bucket }: Access, id: string): Promise<boolean> {
  const { rows } = await db.execute<{ here: boolean; live: boolean }>(sql`
    select bucket_id = ${bucket.id}::uuid as here, deleted_at is null as live from movies
    where bucket_id = any(array(select readable_buckets())) and id = ${id}::uuid order by 1 desc limit 1`)
  const [row] = rows
  if (!row) return true
  if (row.here && row.live) return false
  if (row.here)
    throw new AppError(
      'conflict',
      'A movie with this id is in the trash of this bucket: restore it, or choose another id.',
    )
  throw new AppError('conflict', 'A movie with this id lies in another bucket. Choose another id.')
}
