import 'server-only'
import { and, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { asWholeBucket } from '@/db/buckets/whole'
import { movies } from '@/db/schema/movies'
import type { Change } from '@/domain/movies/change'
import type { MoviePatch } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { selectedMovies } from './filter'
import { differsFrom, setValues } from './patch'
import { trashMovies } from './trash'

/** How many movies a selection names, and how many of them a patch would change. */
export async function previewPatch(
  access: Access,
  selection: Selection,
  patch: MoviePatch,
): Promise<{ selected: number; changing: number }> {
  const condition = await selectedMovies(access, selection)
  const [row] = await access.db
    .select({
      selected: sql<number>`count(*)::int`,
      changing: sql<number>`(count(*) filter (where ${differsFrom(patch)}))::int`,
    })
    .from(movies)
    .where(condition)
  return row ?? { selected: 0, changing: 0 }
}

/** Patches every selected movie in one change; movies that have the values already stay untouched. */
export async function patchSelection(access: Access, selection: Selection, patch: MoviePatch): Promise<Change> {
  return asSelected(access, selection, async () =>
    setValues(access, patch, and(await selectedMovies(access, selection), differsFrom(patch))),
  )
}

/** Moves every selected movie into the trash in one change. */
export async function trashSelection(access: Access, selection: Selection): Promise<Change> {
  return asSelected(access, selection, async () => trashMovies(access, await selectedMovies(access, selection)))
}

/**
 * Runs a change of a selection: one that names a filter may be of the whole bucket.
 * @throws what `asWholeBucket` throws
 */
export function asSelected<T>(access: Access, selection: Selection, work: () => Promise<T>): Promise<T> {
  return 'ids' in selection ? work() : asWholeBucket(access, work)
}
