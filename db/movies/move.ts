import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Access, alsoInBucket, requireStill, requireTouched } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'
import { newId } from '@/db/ids'
import { movieChanges, movies } from '@/db/schema/movies'
import type { Change, Move } from '@/domain/movies/change'
import type { Selection } from '@/domain/movies/selection'
import { AppError } from '@/domain/result'
import { valueColumns, valuesAsJson } from './columns'
import { selectedMovies } from './filter'
import { inParts, lockMovies, recordChange } from './record'
import { asSelected } from './selection'
import { trashLocked } from './trash'

const VALUES = valueColumns()
const COPIED = valueColumns('m')
const BEFORE = valuesAsJson()

/**
 * Moves every selected movie of the open bucket into another one in one change; ids, versions and times stay. Only the
 * owner takes movies out of a bucket: for an editor, copies go to the other one and the movies into the trash here.
 * @throws {AppError} `invalid` for the same bucket; `not_found` or `forbidden` if the user may not change the other one
 */
export async function moveSelection(access: Access, targetId: string, selection: Selection): Promise<Move> {
  const target = await alsoInBucket(access, targetId, 'moveMovies')
  requireOther(access, target)
  return asSelected(access, selection, async () => relocate(access, target, await selectedMovies(access, selection)))
}

/**
 * Copies every selected movie of another bucket into the open one in one change; the copies are new movies.
 * @throws {AppError} `invalid` for the same bucket; `not_found` if the user may not read the other one
 */
export async function copySelection(target: Access, sourceId: string, selection: Selection): Promise<Change> {
  const source = await alsoInBucket(target, sourceId, 'readMovies')
  requireOther(source, target)
  return asSelected(target, selection, () => copy(source, target, selection))
}

async function copy(source: Access, target: Access, selection: Selection): Promise<Change> {
  const found = await target.db
    .select({ id: movies.id })
    .from(movies)
    .where(await selectedMovies(source, selection))
  const ids = found.map(({ id }) => id)
  const changeId = newId()
  const count = await copyMovies(target, source, ids, changeId)
  if (count < ids.length) await requireStill(source, 'readMovies')
  return { changeId, count }
}

async function copyMovies(target: Access, source: Access, ids: string[], changeId: string): Promise<number> {
  const { db, bucket, userId } = target
  await joinByHash(db)
  // New ids sort by time, so the copies keep the order in which the movies were added.
  return recordChange(
    target,
    { changeId, kind: 'add' },
    sql`insert into movies (bucket_id, id, ${VALUES}, created_by, updated_by)
      select ${bucket.id}::uuid, copy.id, ${COPIED}, ${userId}::uuid, ${userId}::uuid
      from (select ${VALUES}, row_number() over (order by created_at, id) as place from movies
        where bucket_id = ${source.bucket.id}::uuid and id in (select unnest(${sql.param(ids)}::uuid[]))) m
      join unnest(${sql.param(ids.map(() => newId()))}::uuid[]) with ordinality as copy (id, place) using (place)
      returning id, version`,
  )
}

/**
 * Undoes a move, from either of its two buckets: movies that were not changed since return to where they were.
 * @throws {AppError} `not_found` or `forbidden` if the user may not change the other bucket (any more)
 */
export async function undoMove(access: Access, changeId: string): Promise<Move> {
  const [recorded] = await access.db
    .select({
      movedTo: sql<string | null>`${movieChanges.before}->>'movedTo'`,
      movedFrom: sql<string | null>`${movieChanges.before}->>'movedFrom'`,
    })
    .from(movieChanges)
    .where(and(eq(movieChanges.bucketId, access.bucket.id), eq(movieChanges.changeId, changeId)))
    .limit(1)
  const other = await alsoInBucket(access, recorded?.movedTo ?? recorded?.movedFrom ?? '', 'moveMovies').catch(
    (error) => {
      if (!(error instanceof AppError)) throw error
      throw new AppError(
        error.code,
        'You may no longer change the other bucket of this move, so nothing was moved back.',
      )
    },
  )
  const stillAsMoved = sql`(id, version) in (
    select movie_id, version from movie_changes
    where bucket_id = ${access.bucket.id}::uuid and change_id = ${changeId}::uuid)`
  await joinByHash(access.db)
  return recorded?.movedTo ? relocate(other, access, stillAsMoved) : relocate(access, other, stillAsMoved)
}

async function relocate(from: Access, to: Access, condition: SQL | undefined): Promise<Move> {
  const changeId = newId()
  const ids = await lockMovies(from, sql`deleted_at is null and ${condition}`)
  if (from.bucket.role !== 'owner') {
    // Both parts are one change, so that one Undo takes back both; the owner undoes the part in their bucket.
    await trashLocked(from, ids, changeId)
    await requireTouched(from, 'moveMovies', await copyMovies(to, from, ids, changeId), ids.length)
    return { changeId, count: ids.length, trashed: true }
  }
  await inParts(from, ids, async (some) => {
    // Recorded in both buckets, so that both can tell what happened and undo it.
    const { rowCount } = await from.db.execute(sql`
    with changed as (
      update movies set bucket_id = ${to.bucket.id}::uuid
      where bucket_id = ${from.bucket.id}::uuid and id = any(${some})
      returning id, ${VALUES}, version)
    insert into movie_changes (bucket_id, change_id, movie_id, kind, before, version, changed_by)
    select side.bucket_id, ${changeId}::uuid, id, 'move',
      ${BEFORE} || side.other,
      version, ${from.userId}::uuid
    from changed cross join (values
      (${from.bucket.id}::uuid, jsonb_build_object('movedTo', ${to.bucket.id}::text)),
      (${to.bucket.id}::uuid, jsonb_build_object('movedFrom', ${from.bucket.id}::text))) as side (bucket_id, other)`)
    return (rowCount ?? 0) / 2
  })
  return { changeId, count: ids.length, trashed: false }
}

function requireOther(one: Access, other: Access): void {
  if (one.bucket.id !== other.bucket.id) return
  throw new AppError('invalid', `The movies are in “${one.bucket.name}” already. Choose another bucket.`)
}
