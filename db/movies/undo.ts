import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Access, alsoInBucket } from '@/db/buckets/access'
import { asWholeBucket, isLarge } from '@/db/buckets/whole'
import { joinByHash } from '@/db/client'
import { isId } from '@/db/ids'
import { movieChanges } from '@/db/schema/movies'
import type { Change, Undo } from '@/domain/movies/change'
import { AppError } from '@/domain/result'
import { setFromJson } from './columns'
import { undoMove } from './move'
import { inParts, recordEdit } from './record'
import { restoreMovies, trashMovies } from './trash'

type Kind = (typeof movieChanges.$inferSelect)['kind']

// Up to this many movies are looked up by index sooner than a hash of them is compared with all movies of the bucket.
const FEW = 100

/**
 * Undoes one change: added movies go into the trash, edited ones get their former values back, deleted ones come back,
 * restored ones go again, moved ones return. Movies that were changed since stay as they are. An undo is a change, too.
 * An editor's move is an addition in one bucket and a deletion in another under one id: a person who may change both
 * undoes both.
 * @throws {AppError} `not_found` if the change is unknown or older than 90 days
 */
export async function undoChange(access: Access, changeId: string): Promise<Undo> {
  const { db, bucket } = access
  const mine = isId(changeId)
    ? and(eq(movieChanges.bucketId, bucket.id), eq(movieChanges.changeId, changeId))
    : sql`false`
  const [change] = await db
    .select({ kind: movieChanges.kind, count: sql<number>`(count(*) over ())::int` })
    .from(movieChanges)
    .where(mine)
    .limit(1)
  if (!change) throw new AppError('not_found', 'This change can no longer be undone: it is unknown or too old.')
  const { kind, count } = change
  const undo = () => reverse(access, kind, { changeId, count })
  const undone = await (isLarge(count) ? asWholeBucket(access, undo) : undo())
  // What was deleted for good does not come back, and then its copies are all there is.
  if (kind !== 'delete' || undone.count === count) await reverseElsewhere(access, changeId, undone.changeId)
  return { changeId: undone.changeId, count: undone.count, left: count - undone.count }
}

async function reverse(access: Access, kind: Kind, change: Change, newId?: string): Promise<Change> {
  switch (kind) {
    case 'edit':
      return restoreValues(access, change)
    case 'delete':
      return restoreMovies(access, await stillAsLeft(access, change, sql`deleted_at`, sql`changed_at`), newId)
    case 'move':
      return undoMove(access, change.changeId)
    case 'add':
    case 'restore':
      return trashMovies(access, await stillAsLeft(access, change, sql`version`, sql`version`), newId)
  }
}

// The parts of a change in other buckets that the user may change; a move is reversed in both of its buckets already.
async function reverseElsewhere(access: Access, changeId: string, undoId: string): Promise<void> {
  const { rows } = await access.db.execute<{ bucketId: string; kind: Kind; count: number }>(sql`
    select bucket_id as "bucketId", kind, count(*)::int as count from movie_changes
    where bucket_id = any(array(select writable_buckets())) and bucket_id <> ${access.bucket.id}::uuid
      and change_id = ${changeId}::uuid and kind in ('add', 'delete', 'restore')
    group by bucket_id, kind`)
  for (const { bucketId, kind, count } of rows)
    await reverse(await alsoInBucket(access, bucketId, 'undoChange'), kind, { changeId, count }, undoId)
}

async function restoreValues(access: Access, edit: Change): Promise<Change> {
  const stillAsEdited = await stillAsLeft(access, edit, sql`version`, sql`version`)
  const fields = await recordedFields(access, edit)
  const { ids, ...change } = await recordEdit(access, stillAsEdited, fields)
  await inParts(access, ids, async (some) => {
    const { rowCount } = await access.db.execute(sql`
      update movies m
      set ${setFromJson('c.before', fields)}, version = m.version + 1, updated_at = now(), updated_by = ${access.userId}::uuid
      from movie_changes c
      where m.bucket_id = ${access.bucket.id}::uuid and m.id = any(${some})
        and c.bucket_id = m.bucket_id and c.change_id = ${edit.changeId}::uuid and c.movie_id = m.id`)
    return rowCount
  })
  return change
}

// One edit records the same fields of each movie.
async function recordedFields({ db, bucket }: Access, { changeId }: Change): Promise<string[]> {
  const { rows } = await db.execute<{ field: string }>(sql`
    select jsonb_object_keys(before) as field from (
      select before from movie_changes
      where bucket_id = ${bucket.id}::uuid and change_id = ${changeId}::uuid limit 1) one`)
  return rows.map(({ field }) => field)
}

// The condition for movies that were not touched after a change: a mark that the change left on them is still there.
// Few movies are looked up by index. Many are compared by a hash, as the planner would search an array of them once for
// each movie of the bucket.
async function stillAsLeft({ db, bucket }: Access, change: Change, mark: SQL, recorded: SQL): Promise<SQL> {
  const touched = sql`movie_changes where bucket_id = ${bucket.id}::uuid and change_id = ${change.changeId}::uuid`
  const left = sql`(id, ${mark}) in (select movie_id, ${recorded} from ${touched})`
  if (change.count <= FEW) return sql`id = any(array(select movie_id from ${touched})) and ${left}`
  await joinByHash(db)
  return left
}
