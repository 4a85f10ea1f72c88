import 'server-only'
import { and, asc, desc, gt, isNull, lte, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { isId } from '@/db/ids'
import { buckets } from '@/db/schema/buckets'
import { movieChanges, movies } from '@/db/schema/movies'
import { grants } from '@/db/schema/sharing'
import type { BucketSummary, TrashedBucket } from '@/domain/buckets/summary'
import type { Role } from '@/domain/sharing/roles'
import { type Bucket, isOwn, ownKey } from './access'
import { restorable } from './trash'

/** Lists the buckets that the actor owns or has a grant in, own ones first, then oldest first. */
export function listReadableBuckets(actor: Actor): Promise<Bucket[]> {
  return asActor(actor, { write: false }, selectBuckets)
}

/**
 * Lists the same buckets for the menu in the header: with the owner's name where it is another person's bucket, and with
 * the number of invitations that wait for an answer.
 */
export function listSwitcherBuckets(
  actor: Actor,
): Promise<{ buckets: (Bucket & { ownerName: string | null })[]; invitations: number }> {
  return asActor(actor, { write: false }, async (db) => {
    const all = await selectBuckets(db)
    const names = sql`(select jsonb_object_agg(w.bucket_id, w.name) from bucket_owners() w where not w.own)`
    const others = all.some(({ role }) => role !== 'owner')
    const { rows } = await db.execute<{ invitations: number; names: Record<string, string | null> | null }>(sql`
      select (select count(*)::int from my_invitations()) as invitations,
        ${others ? names : sql`null`} as names`)
    const [found] = rows
    return {
      buckets: all.map((bucket) => ({ ...bucket, ownerName: found?.names?.[bucket.id] ?? null })),
      invitations: found?.invitations ?? 0,
    }
  })
}

function selectBuckets(db: Database): Promise<Bucket[]> {
  return db.select(bucketColumns).from(buckets).where(isNull(buckets.deletedAt)).orderBy(desc(isOwn), buckets.id)
}

/** Returns the id of the actor's oldest own bucket; null if they have none. */
export function findFirstBucketId(actor: Actor): Promise<string | null> {
  return asActor(actor, { write: false }, async (db) => {
    const [first] = await db
      .select({ id: buckets.id })
      .from(buckets)
      .where(and(isOwn, isNull(buckets.deletedAt)))
      .orderBy(buckets.id)
      .limit(1)
    return first?.id ?? null
  })
}

const bucketColumns = {
  id: buckets.id,
  name: buckets.name,
  visibility: buckets.visibility,
  role: sql<Role>`(select max(r.role) from bucket_roles() r where r.bucket_id = ${buckets.id})`,
  publicKey: ownKey,
  searchable: buckets.searchable,
}

/** Own buckets on a page. */
export const BUCKET_PAGE = 50

/**
 * A page of the actor's own buckets, and all deleted ones that can still be restored. `next` is what to give as `after`
 * for the next page, null at the end; `previous` the same for the page before, `''` for the first, null on it.
 */
export type BucketSummaries = {
  buckets: BucketSummary[]
  trash: TrashedBucket[]
  previous: string | null
  next: string | null
}

/** Summarizes up to 50 of the actor's own buckets, oldest first, after the one with an id. */
export function listBucketSummaries(actor: Actor, after?: string): Promise<BucketSummaries> {
  return asActor(actor, { write: false }, async (db) => {
    const start = after !== undefined && isId(after) ? after : null
    const own = await db
      .select({
        id: buckets.id,
        name: buckets.name,
        visibility: buckets.visibility,
        people: sql<number>`(select count(${grants.userId})::int from ${grants} where ${grants.bucketId} = ${buckets.id})`,
        groups: sql<number>`(select count(${grants.groupId})::int from ${grants} where ${grants.bucketId} = ${buckets.id})`,
        movies: sql<number>`held.movies`,
        changedAt: sql<Date>`greatest(${buckets.createdAt}, held.changed_at, ${lastChange})`.mapWith(buckets.createdAt),
      })
      .from(buckets)
      .innerJoinLateral(sql`(${contents}) held`, sql`true`)
      .where(and(isOwn, isNull(buckets.deletedAt), start === null ? undefined : gt(buckets.id, start)))
      .orderBy(asc(buckets.id))
      .limit(BUCKET_PAGE + 1)
    const page = own.slice(0, BUCKET_PAGE)
    // The page before ends with the bucket that this one begins after.
    const [before] = start
      ? await db
          .select({ id: buckets.id })
          .from(buckets)
          .where(and(isOwn, isNull(buckets.deletedAt), lte(buckets.id, start)))
          .orderBy(desc(buckets.id))
          .offset(BUCKET_PAGE)
          .limit(1)
      : []
    const trash = await db
      .select({ id: buckets.id, name: buckets.name, deletedAt: sql<Date>`deleted_at`.mapWith(buckets.deletedAt) })
      .from(buckets)
      .where(and(isOwn, restorable))
      .orderBy(desc(buckets.deletedAt), desc(buckets.id))
    return {
      buckets: page.map(({ changedAt, ...bucket }) => ({ ...bucket, changedAt: changedAt.toISOString() })),
      trash: trash.map(({ deletedAt, ...bucket }) => ({ ...bucket, deletedAt: deletedAt.toISOString() })),
      previous: start === null ? null : (before?.id ?? ''),
      next: own.length > BUCKET_PAGE ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

const contents = sql`select count(*) filter (where ${movies.deletedAt} is null)::int as movies,
  max(greatest(${movies.updatedAt}, ${movies.deletedAt})) as changed_at
  from ${movies} where ${movies.bucketId} = ${buckets.id}`
// Ids of changes follow the time and are the table's key, so this reads one row of an index.
const lastChange = sql`(select changed_at from ${movieChanges} where ${movieChanges.bucketId} = ${buckets.id}
  order by ${movieChanges.changeId} desc limit 1)`
