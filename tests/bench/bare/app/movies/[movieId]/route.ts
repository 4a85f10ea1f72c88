import { and, eq, sql } from 'drizzle-orm'
import { v7 as newId } from 'uuid'
import { movies } from '../../../../../../db/schema/movies'
import { BUCKET, columns, db, USER } from '../../database'

type Context = { params: Promise<{ movieId: string }> }

export async function GET(_request: Request, { params }: Context) {
  const { movieId } = await params
  const [row] = await db
    .select(columns)
    .from(movies)
    .where(and(eq(movies.bucketId, BUCKET), eq(movies.id, movieId), sql`deleted_at is null`))
  return Response.json(row)
}

export async function PATCH(request: Request, { params }: Context) {
  const { movieId } = await params
  const values = await request.json()
  const row = await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
      select bucket_id, ${newId()}::uuid, id, 'edit',
        jsonb_build_object('title', title, 'sortTitle', sort_title, 'format', format, 'length', length,
          'releaseYear', release_year, 'rating', rating),
        version + 1, ${USER}::uuid
      from movies where bucket_id = ${BUCKET}::uuid and id = ${movieId}::uuid and deleted_at is null for update`)
    await tx
      .update(movies)
      .set({ rating: values.rating, version: sql`${movies.version} + 1`, updatedAt: sql`now()` })
      .where(and(eq(movies.bucketId, BUCKET), eq(movies.id, movieId), sql`deleted_at is null`))
    const [movie] = await tx
      .select(columns)
      .from(movies)
      .where(and(eq(movies.bucketId, BUCKET), eq(movies.id, movieId)))
    return movie
  })
  return Response.json(row)
}
