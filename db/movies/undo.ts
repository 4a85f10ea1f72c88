import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'
import { isId } from '@/db/ids'
import { movieChanges } from '@/db/schema/movies'
import type { Change, Undo } from '@/domain/movies/change'
import { AppError } from '@/domain/result'
import { setFromJson } from './columns'
import { undoMove } from './move'
import { inParts, recordEdit } from './record'
import { restoreMovies, trashMovies } from './trash'

// Up to this many movies are looked up by index sooner than a hash of them is compared with all movies of the bucket.
const FEW = 100
const FORMER_VALUES = setFromJson('m', 'c.before')

/**
 * Undoes one change: added movies go into the trash, edited ones get their former values back, deleted ones come back,
 * restored ones go again, moved ones return. Movies that were changed since stay as they are. An undo is a change, too.
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
  const undone = await reverse(access, kind, { changeId, count })
  return { ...undone, left: count - undone.count }
}

async function reverse(access: Access, kind: string, change: Change): Promise<Change> {
  switch (kind) {
    case 'edit':
      return restoreValues(access, change)
    case 'delete':
      return restoreMovies(access, await stillAsLeft(access, change, sql`deleted_at`, sql`changed_at`))
    case 'move':
      return undoMove(access, change.changeId)
    default:
      return trashMovies(access, await stillAsLeft(access, change, sql`version`, sql`version`))
  }
}

async function restoreValues(access: Access, edit: Change): Promise<Change> {
  const stillAsEdited = await stillAsLeft(access, edit, sql`version`, sql`version`)
  const { ids, ...change } = await recordEdit(access, stillAsEdited)
  await inParts(access, ids, async (some) => {
    const { rowCount } = await access.db.execute(sql`
      update movies m
      set ${FORMER_VALUES}, version = m.version + 1, updated_at = now(), updated_by = ${access.userId}::uuid
      from movie_changes c
      where m.bucket_id = ${access.bucket.id}::uuid and m.id = any(${some})
        and c.bucket_id = m.bucket_id and c.change_id = ${edit.changeId}::uuid and c.movie_id = m.id`)
    return rowCount
  })
  return change
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
