import 'server-only'
import { and, count, desc, eq, max, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import { movies } from '@/db/schema/movies'
import type { TrashedMovie } from '@/domain/movies/movie'
import { movieColumns, toMovie } from './columns'
import { PAGE_SIZE } from './read'
import { inTrash } from './trash'

/**
 * A page of the trash, the latest deletion first. `newest` is the time of the latest deletion of all (ISO 8601, UTC),
 * null for an empty trash; `next` is where the next page begins, null at the end.
 */
export type TrashPage = { movies: TrashedMovie[]; total: number; newest: string | null; next: string | null }

/** Lists up to 100 deleted movies from a place on, which is `next` of the page before; anything else is the beginning. */
export async function listTrash({ db, bucket }: Access, from?: string): Promise<TrashPage> {
  const here = and(eq(movies.bucketId, bucket.id), inTrash)
  const [all] = await db
    .select({ total: count(), newest: max(movies.deletedAt) })
    .from(movies)
    .where(here)
  const rows = await db
    .select({ ...movieColumns, deletedAt: sql<Date>`${movies.deletedAt}`.mapWith(movies.deletedAt) })
    .from(movies)
    .where(and(here, isAfter(from)))
    .orderBy(desc(movies.deletedAt), desc(movies.id))
    .limit(PAGE_SIZE + 1)
  const page = rows
    .slice(0, PAGE_SIZE)
    .map(({ deletedAt, ...movie }) => ({ ...toMovie(movie), deletedAt: deletedAt.toISOString() }))
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined
  return {
    movies: page,
    total: all?.total ?? 0,
    newest: all?.newest?.toISOString() ?? null,
    next: last ? `${last.deletedAt}_${last.id}` : null,
  }
}

function isAfter(from: string | undefined): SQL | undefined {
  const [time = '', id = ''] = from?.split('_') ?? []
  if (!isTime(time) || !isId(id)) return undefined
  return sql`(deleted_at, id) < (${time}::timestamptz, ${id}::uuid)`
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))
