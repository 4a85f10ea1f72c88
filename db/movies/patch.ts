import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Access, requireStill } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import type { Change, VersionedPatch, WriteOutcome } from '@/domain/movies/change'
import type { MoviePatch } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import { patchedColumns } from './columns'
import { findLastEdit } from './last-edit'
import { findMovie } from './read'
import { inParts, recordEdit } from './record'

/** The versions of a movie that a caller wants changed; without them, any version. */
export type Versions = readonly number[]

/**
 * Sets the given fields of one live movie, if it has one of the versions.
 * @throws {AppError} `invalid` if no field is given
 */
export async function patchMovie(
  access: Access,
  id: string,
  patch: MoviePatch,
  versions?: Versions,
): Promise<WriteOutcome> {
  if (!isId(id)) return { id, status: 'gone' }
  const { changeId, count } = await setValues(access, patch, isMovie(id, versions), { details: true })
  const movie = await findMovie(access, id)
  if (!movie) {
    // It was saved, so it is there unless the user no longer sees it.
    if (count) await requireStill(access, 'editMovies')
    return { id, status: 'gone' }
  }
  return count ? { id, status: 'saved', movie, changeId } : { id, status: 'conflict', movie }
}

/** Patches movies one by one in one transaction; after a conflict the current movie comes with its last edit. */
export async function patchMovies(access: Access, patches: VersionedPatch[]): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = []
  for (const { id, version, changes } of patches) {
    const outcome = await patchMovie(access, id, changes, [version])
    if (outcome.status === 'conflict') outcome.movie.lastEdit = (await findLastEdit(access, id)) ?? undefined
    outcomes.push(outcome)
  }
  return outcomes
}

/**
 * Sets the given fields of every live movie that a condition finds, and records what was there; with `details`, the
 * other fields as well, from which Activity tells what an earlier edit of the same movie made of them.
 * @throws {AppError} `invalid` if no field is given
 */
export async function setValues(
  access: Access,
  patch: MoviePatch,
  condition: SQL | undefined,
  { details = false } = {},
): Promise<Change> {
  const sets = assignments(patch, '=')
  const set = details ? undefined : patchedColumns(patch).map(({ field }) => field)
  const { ids, ...change } = await recordEdit(access, sql`${condition}`, set)
  await inParts(access, ids, async (some) => {
    const { rowCount } = await access.db.execute(sql`
      update movies m
      set ${sql.join(sets, sql`, `)}, version = m.version + 1, updated_at = now(), updated_by = ${access.userId}::uuid
      where m.bucket_id = ${access.bucket.id}::uuid and m.id = any(${some})`)
    return rowCount
  })
  return change
}

/** The condition that a patch would change a movie at all. */
export function differsFrom(patch: MoviePatch): SQL {
  return sql`(${sql.join(assignments(patch, 'is distinct from'), sql` or `)})`
}

/** The condition for one movie, in one of the versions if any are given. */
export function isMovie(id: string, versions?: Versions): SQL {
  return versions ? sql`id = ${id}::uuid and version = any(${sql.param(versions)}::bigint[])` : sql`id = ${id}::uuid`
}

function assignments(patch: MoviePatch, operator: '=' | 'is distinct from'): SQL[] {
  const given = patchedColumns(patch)
  if (given.length === 0) throw new AppError('invalid', 'Nothing to change was given')
  return given.map(({ column, value }) => sql`${sql.raw(`${column} ${operator}`)} ${value}`)
}
