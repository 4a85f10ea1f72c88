import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { isId } from '@/db/ids'
import {
  type ActivityEntry,
  type ActivityKind,
  compareMany,
  compareMovies,
  TITLES_SHOWN,
} from '@/domain/movies/history'
import type { MoviePatch } from '@/domain/movies/movie'
import { valuesAsJson } from './columns'

/** Changes on a page. */
export const ACTIVITY_PAGE = 50
const NOW = valuesAsJson('m')
// Movies of an edit of many that are compared, as these all got the same.
const COMPARED = 50

/**
 * Lists the changes in a bucket of the last 90 days, the latest first, 50 a page. `before` is the last change of the
 * page before; `next` is what to give as `before` for the next page, null at the end.
 */
export async function listActivity(
  { db, bucket, userId }: Access,
  before?: string,
): Promise<{ entries: ActivityEntry[]; next: string | null }> {
  if (before !== undefined && !isId(before)) return { entries: [], next: null }
  // Ids of changes sort by time: of a change to 100,000 movies one row is read to get to the next change.
  const latest = (bound: SQL | undefined) => sql`select c.change_id from movie_changes c
    where c.bucket_id = ${bucket.id}::uuid and c.changed_at > now() - interval '90 days' ${bound}
    order by c.change_id desc limit 1`
  const page = await db.execute<{ id: string }>(sql`
    with recursive step (change_id) as (
      (${latest(before === undefined ? undefined : sql`and c.change_id < ${before}::uuid`)})
      union all
      select (${latest(sql`and c.change_id < step.change_id`)}) from step where step.change_id is not null
    )
    select change_id as id from step where change_id is not null limit ${ACTIVITY_PAGE + 1}`)
  const ids = page.rows.slice(0, ACTIVITY_PAGE).map(({ id }) => id)
  const here = sql`c.bucket_id = ${bucket.id}::uuid and c.change_id = p.change_id`
  const { rows } = await db.execute<ActivityRow>(sql`
    select p.change_id as "changeId", n.kind, n.mixed, one.changed_at as at, one.changed_by as "byId", w.name,
      one.direction, o.name as "otherName", coalesce(u.undoable, false) as undoable, t.titles, n.count,
      i.name as "fileName", e.movie_id as "movieId", e.version, e.before, e.now, g.pairs
    from unnest(${sql.param(ids)}::uuid[]) with ordinality p (change_id, at)
    cross join lateral (
      select c.changed_at, c.changed_by,
        case when c.before ? 'movedTo' then 'to' when c.before ? 'movedFrom' then 'from' end as direction,
        coalesce(c.before->>'movedTo', c.before->>'movedFrom')::uuid as other_id
      from movie_changes c where ${here} limit 1) one
    cross join lateral (
      select coalesce(jsonb_agg(f.title), '[]') as titles from (
        select coalesce(m.title, c.before->>'title') as title
        from movie_changes c left join movies m on m.bucket_id = c.bucket_id and m.id = c.movie_id
        where ${here} order by c.movie_id limit ${TITLES_SHOWN}) f) t
    left join lateral (
      select true as undoable from movie_changes c
      join movies m on m.bucket_id = coalesce((c.before->>'movedTo')::uuid, c.bucket_id) and m.id = c.movie_id
      where ${here} and case c.kind when 'delete' then m.deleted_at = c.changed_at
        else m.deleted_at is null and m.version = c.version end
      limit 1) u on true
    cross join lateral (
      select count(*)::int as count, count(distinct c.kind) > 1 as mixed,
        coalesce(min(c.kind) filter (where c.kind <> 'edit'), 'edit') as kind
      from movie_changes c where ${here}) n
    left join lateral (
      select c.movie_id, c.version, c.before,
        case when m.version = c.version then ${NOW} end as now
      from movie_changes c left join movies m on m.bucket_id = c.bucket_id and m.id = c.movie_id
      where ${here}) e on n.kind = 'edit' and n.count = 1
    left join lateral (
      select jsonb_agg(jsonb_build_object('before', f.before, 'after', f.now)) as pairs from (
        select c.before, ${NOW} as now
        from movie_changes c join movies m on m.bucket_id = c.bucket_id and m.id = c.movie_id and m.version = c.version
        where ${here} limit ${COMPARED}) f) g on n.kind = 'edit' and not n.mixed and n.count > 1
    left join lateral (
      select i.name from imports i where i.bucket_id = ${bucket.id}::uuid
        and i.parts @> jsonb_build_array(jsonb_build_object('changeId', p.change_id)) limit 1) i on n.kind in ('add', 'edit')
    left join people() w on w.id = one.changed_by
    left join buckets o on o.id = one.other_id and o.deleted_at is null
    order by p.at`)
  // The state after an edit is the movie's present one, or the one that the next edit found, if that is on this page.
  const states = new Map(rows.map(({ movieId, version, before }) => [`${movieId} ${version}`, before]))
  const entries = rows.map(({ byId, name, at, direction, otherName, fileName, ...noted }) => {
    const { movieId, version, before, now, pairs, mixed, ...row } = noted
    const after = now ?? states.get(`${movieId} ${Number(version) + 1}`)
    return {
      ...row,
      ...(before && after && { edited: compareMovies(before, after) }),
      ...(pairs && { given: compareMany(pairs) }),
      ...(mixed && { alsoEdits: true as const }),
      ...(fileName && { fileName }),
      ...(direction && { move: { direction, bucketName: otherName } }),
      at: new Date(at).toISOString(),
      by: { you: byId === userId, name },
    }
  })
  return { entries, next: page.rows.length > ACTIVITY_PAGE ? (entries.at(-1)?.changeId ?? null) : null }
}

type ActivityRow = Omit<ActivityEntry, 'at' | 'by' | 'move' | 'edited' | 'given' | 'alsoEdits' | 'fileName'> & {
  kind: ActivityKind
  mixed: boolean
  at: Date
  byId: string
  name: string | null
  direction: 'to' | 'from' | null
  otherName: string | null
  fileName: string | null
  movieId: string | null
  version: number | null
  before: MoviePatch | null
  now: MoviePatch | null
  pairs: { before: MoviePatch; after: MoviePatch }[] | null
}
