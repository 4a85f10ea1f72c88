import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Access, requireStill } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import type { Change } from '@/domain/movies/change'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { AppError } from '@/domain/result'
import { movieColumns, recordColumns, recordTypes, toMovie, valueColumns } from './columns'
import { recordChange } from './record'

const VALUES = valueColumns()
const GIVEN = recordColumns('r')

/** The validated values of a new movie, and its id if the caller chose one. */
type NewMovie = MovieValues & { id?: string }

/**
 * Adds one movie. If the bucket holds one with the given id, returns that one with the change that added it: a caller
 * who lost an answer asks again, and nothing is added twice.
 * @throws {AppError} `conflict` if that one was deleted since
 */
export async function addMovie(access: Access, values: NewMovie): Promise<Change & { movie: Movie }> {
  const { movies: added, ...change } = await addMovies(access, [values])
  const [movie] = added
  if (!movie) throw addedAndDeleted()
  return change.count > 0 ? { ...change, movie } : { ...(await findAddition(access, movie.id)), movie }
}

/**
 * Adds movies, any number in one statement; returns them in the order given. A movie whose id the bucket holds already
 * is not added and does not count; the one that is there is returned.
 */
export async function addMovies(access: Access, values: readonly NewMovie[]): Promise<Change & { movies: Movie[] }> {
  const rows = values.map(({ id = newId(), ...movie }) => ({
    ...movie,
    // As the database writes it, whatever the caller's case.
    id: id.toLowerCase(),
    sortTitle: sortTitle(movie.title),
  }))
  const changeId = newId()
  const count = await recordChange(
    access,
    { changeId, kind: 'add' },
    sql`insert into movies (bucket_id, id, ${VALUES}, created_by, updated_by)
      select ${access.bucket.id}::uuid, r.id, ${GIVEN}, ${access.userId}::uuid, ${access.userId}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, ${recordTypes})
      on conflict do nothing
      returning id, version`,
  )
  const ids = rows.map((row) => row.id)
  const added = await access.db
    .select(movieColumns)
    .from(movies)
    .where(and(eq(movies.bucketId, access.bucket.id), inArray(movies.id, ids)))
  const byId = new Map(added.map((row) => [row.id, toMovie(row)]))
  if (!ids.every((id) => byId.has(id))) await requireStill(access, 'addMovies')
  return { changeId, count, movies: ids.flatMap((id) => byId.get(id) ?? []) }
}

async function findAddition({ db, bucket }: Access, movieId: string): Promise<Change> {
  const { rows } = await db.execute<Change>(sql`
    select c.change_id as "changeId", (select count(*)::int from movie_changes
      where bucket_id = c.bucket_id and change_id = c.change_id) as count
    from movie_changes c join movies m on m.bucket_id = c.bucket_id and m.id = c.movie_id and m.deleted_at is null
    where c.bucket_id = ${bucket.id}::uuid and c.movie_id = ${movieId}::uuid and c.kind = 'add'`)
  const [change] = rows
  if (!change) throw addedAndDeleted()
  return change
}

const addedAndDeleted = () => new AppError('conflict', 'This movie was added and deleted since. Add it once more.')
