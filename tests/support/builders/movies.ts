import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { sortTitle } from '@/domain/movies/title'
import { sql } from '@/tests/support/database/sql'
import { MOVIES, movie } from './movie-values'
import type { Person } from './people'

/** A movie as the database holds it. */
export type StoredMovie = MovieValues & { id: string; version: number; deleted: boolean }

/** Adds movies as an owner or an editor does, so that history tells of them. */
export async function putMovies(
  actor: Actor,
  bucketId: string,
  values: (Partial<MovieValues> & { id?: string })[],
): Promise<Movie[]> {
  const all = values.map(({ id, ...given }) => ({ ...movie(given), ...(id && { id }) }))
  const { movies } = await inBucket(actor, bucketId, 'addMovies', (access) => addMovies(access, all))
  return movies
}

/** Puts movies into a person's first bucket past the app, without a history. Returns their ids in the order given. */
export async function insertMovies({ bucketId, userId }: Person, movies = MOVIES): Promise<string[]> {
  const rows = movies.map((values) => ({ ...values, id: newId(), sortTitle: sortTitle(values.title) }))
  await sql(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, id, title, "sortTitle", format, length, "releaseYear", rating, $2, $2
     from jsonb_to_recordset($3::jsonb)
       as r (id uuid, title text, "sortTitle" text, format text, length int, "releaseYear" int, rating int)`,
    [bucketId, userId, JSON.stringify(rows)],
  )
  return rows.map(({ id }) => id)
}

/** All movies of a person's first bucket, the trash included, by title. */
export async function readMovies({ bucketId }: Person): Promise<StoredMovie[]> {
  return sql<StoredMovie>(
    `select id, title, format, length, release_year as "releaseYear", rating, version, deleted_at is not null as deleted
     from movies where bucket_id = $1 order by sort_title, id`,
    [bucketId],
  )
}
