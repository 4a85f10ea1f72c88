import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import type { LastEdit } from '@/domain/movies/last-edit'
import type { Movie } from '@/domain/movies/movie'
import type { MoviePage } from './read'

/** Who edited a live movie last, and when; null if there is no such movie. */
export async function findLastEdit({ db, bucket, userId }: Access, movieId: string): Promise<LastEdit | null> {
  if (!isId(movieId)) return null
  const { rows } = await db.execute<{ byId: string; name: string | null; at: Date; added: boolean }>(sql`
    select m.updated_by as "byId", w.name, m.updated_at as at, m.version = 1 as added
    from movies m left join people() w on w.id = m.updated_by
    where m.bucket_id = ${bucket.id}::uuid and m.id = ${movieId}::uuid and m.deleted_at is null`)
  const [row] = rows
  return row
    ? { by: { you: row.byId === userId, name: row.name }, at: new Date(row.at).toISOString(), added: row.added }
    : null
}

/** A page's movies, each with its last edit. Runs no statement where the reader alone edited them. */
export async function withLastEdits(
  { db, userId }: Access,
  page: Pick<MoviePage, 'movies' | 'editedBy'>,
): Promise<Movie[]> {
  const others = [...new Set(page.editedBy)].filter((id) => id !== userId)
  const { rows } =
    others.length > 0
      ? await db.execute<{ id: string; name: string | null }>(
          sql`select id, name from people() where id = any(${sql.param(others)}::uuid[])`,
        )
      : { rows: [] }
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return page.movies.map((movie, at) => {
    const id = page.editedBy[at] ?? ''
    const by = { you: id === userId, name: names.get(id) ?? null }
    return { ...movie, lastEdit: { by, at: movie.updatedAt, added: movie.version === 1 } }
  })
}
