import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { movies } from '../../../../db/schema/movies'

/** The tables' owner, for whom no policy holds; no caller is identified. */
export const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }))
export const BUCKET = process.env.BENCH_BUCKET ?? ''
export const USER = process.env.BENCH_USER ?? ''

export const columns = {
  id: movies.id,
  bucketId: movies.bucketId,
  title: movies.title,
  format: movies.format,
  length: movies.length,
  releaseYear: movies.releaseYear,
  rating: movies.rating,
  version: movies.version,
  createdAt: movies.createdAt,
  updatedAt: movies.updatedAt,
}
