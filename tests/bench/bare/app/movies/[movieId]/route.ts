import { and, eq, sql } from 'drizzle-orm'
import { movies } from '@/db/schema'
import { BUCKET, columns, db } from '../../database'

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
