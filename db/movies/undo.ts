import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Access, alsoInBucket } from '@/db/buckets/access'
import { asWholeBucket, isLarge } from '@/db/buckets/whole'
import { joinByHash } from '@/db/client'
import { isId, newId } from '@/db/ids'
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
 * restored ones go again, moved ones return. Movies that were changed since stay as they are. An undo is a change, too,
 * and one change may be of several kinds.
 * An editor's move is an addition in one bucket and a deletion in another under one id: a person who may change both
 * undoes both.
 * @throws {AppError} `not_found` if the change is unknown or older than 90 days
 */
export async function undoChange(access: Access, changeId: string): Promise<Undo> {
  const { db, bucket } = access
  const mine = isId(changeId)
    ? and(eq(movieChanges.bucketId, bucket.id), eq(movieChanges.changeId, changeId))
    : sql`false`
  const parts = await db
    .select({ kind: movieChanges.kind, count: sql<number>`count(*)::int` })
    .from(movieChanges)
    .where(mine)
    .groupBy(movieChanges.kind)
    .orderBy(movieChanges.kind)
  if (parts.length === 0)
    throw new AppError('not_found', 'This change can no longer be undone: it is unknown or too old.')
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const undo = () => reverseAll(access, changeId, parts)
  const undone = await (isLarge(count) ? asWholeBucket(access, undo) : undo())
  // What was deleted for good does not come back, and then its copies are all there is.
  if (!parts.some(({ kind }) => kind === 'delete') || undone.count === count)
    await reverseElsewhere(access, changeId, undone.changeId)
  return { ...undone, left: count - undone.count }
}

type Part = { kind: Kind; count: number }

// An import adds movies and edits others in one change, and so does its undo.
async function reverseAll(access: Access, changeId: string, parts: Part[]): Promise<Change> {
  const all: Change = { changeId: newId(), count: 0 }
  for (const part of parts) {
    const undone = await reverse(access, { changeId, ...part }, all.changeId)
    all.changeId = undone.changeId
    all.count += undone.count
  }
  return all
}

async function reverse(access: Access, part: Part & Change, undoId: string): Promise<Change> {
  switch (part.kind) {
    case 'edit':
      return restoreValues(access, part, undoId)
    case 'delete':
      return restoreMovies(access, await stillAsLeft(access, part, sql`deleted_at`, sql`changed_at`), undoId)
    case 'move':
      return undoMove(access, part.changeId)
    case 'add':
    case 'restore':
      return trashMovies(access, await stillAsLeft(access, part, sql`version`, sql`version`), undoId)
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
    await reverse(await alsoInBucket(access, bucketId, 'undoChange'), { changeId, kind, count }, undoId)
}

async function restoreValues(access: Access, edit: Part & Change, undoId: string): Promise<Change> {
  const stillAsEdited = await stillAsLeft(access, edit, sql`version`, sql`version`)
  const fields = await recordedFields(access, edit)
  const { ids, ...change } = await recordEdit(access, stillAsEdited, fields, undoId)
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
      where bucket_id = ${bucket.id}::uuid and change_id = ${changeId}::uuid and kind = 'edit' limit 1) one`)
  return rows.map(({ field }) => field)
}

// The condition for movies that were not touched after a change: a mark that the change left on them is still there.
// Few movies are looked up by index. Many are compared by a hash, as the planner would search an array of them once for
// each movie of the bucket.
async function stillAsLeft({ db, bucket }: Access, change: Part & Change, mark: SQL, recorded: SQL): Promise<SQL> {
  const touched = sql`movie_changes where bucket_id = ${bucket.id}::uuid and change_id = ${change.changeId}::uuid
    and kind = ${change.kind}`
  const left = sql`(id, ${mark}) in (select movie_id, ${recorded} from ${touched})`
  if (change.count <= FEW) return sql`id = any(array(select movie_id from ${touched})) and ${left}`
  await joinByHash(db)
  return left
}
