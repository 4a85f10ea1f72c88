import { and, asc, eq, sql } from 'drizzle-orm'
import { v7 as newId } from 'uuid'
import { movies } from '../../../../../db/schema/movies'
import { sortTitle } from '../../../../../domain/movies/title'
import { BUCKET, columns, db, USER } from '../database'

export async function GET(request: Request) {
  const limit = Number(new URL(request.url).searchParams.get('limit') ?? 100)
  const rows = await db
    .select({ ...columns, key: movies.sortTitle })
    .from(movies)
    .where(and(eq(movies.bucketId, BUCKET), sql`deleted_at is null`))
    .orderBy(asc(movies.sortTitle), asc(movies.id))
    .limit(limit + 1)
  return Response.json({ data: rows.slice(0, limit).map(({ key: _, ...row }) => row) })
}

export async function POST(request: Request) {
  const values = await request.json()
  const id = newId()
  const movie = await db.transaction(async (tx) => {
    await tx.execute(sql`
      with changed as (
        insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
        values (${BUCKET}::uuid, ${id}::uuid, ${values.title}, ${sortTitle(values.title)}, ${values.format}, ${values.length}::int,
          ${values.releaseYear}::int, ${values.rating}::int, ${USER}::uuid, ${USER}::uuid)
        returning id, version)
      insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
      select ${BUCKET}::uuid, ${newId()}::uuid, id, 'add', version, ${USER}::uuid from changed`)
    const [row] = await tx
      .select(columns)
      .from(movies)
      .where(and(eq(movies.bucketId, BUCKET), eq(movies.id, id)))
    return row
  })
  return Response.json(movie, { status: 201 })
}
