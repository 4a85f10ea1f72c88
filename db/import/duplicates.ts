import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'

/**
 * Tells duplicates from the rows of an import that are ready: the same title to a reader, released at most one year
 * apart, as a movie of the bucket or a row before. Rows with ids of our own export are other movies than rows with
 * other ids. Those that were included stay ready. Every cost is linear in rows: titles that are all the same are no
 * product of them with each other.
 */
export async function markDuplicates({ db, bucket }: Access, importId: string): Promise<void> {
  await joinByHash(db)
  await db.execute(sql`
    with file as materialized (
      select row, sort_title, release_year, given_id,
        case when given_id is null
          then min(row) over (partition by sort_title, given_id is null order by release_year range between 1 preceding and 1 following)
          else min(row) over (partition by given_id) end as first_row
      from import_rows
      where bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid and state in ('ready', 'duplicate')
    ), here as (
      select distinct on (sort_title, release_year) sort_title, release_year, id from movies
      where bucket_id = ${bucket.id}::uuid and deleted_at is null and sort_title in (select sort_title from file)
      order by sort_title, release_year, id
    ), by_title as (
      select distinct on (f.row) f.row, h.id
      from file f join here h on h.sort_title = f.sort_title and h.release_year between f.release_year - 1 and f.release_year + 1
      order by f.row, abs(h.release_year - f.release_year)
    ), found as (
      select f.row, nullif(f.first_row, f.row) as same_row, coalesce(m.id, t.id) as same_id
      from file f
      left join by_title t on t.row = f.row
      left join movies m on m.bucket_id = ${bucket.id}::uuid and m.id = f.given_id and m.deleted_at is null
    )
    update import_rows r
    set same_row = found.same_row, same_id = found.same_id,
      state = case when r.included or num_nonnulls(found.same_row, found.same_id) = 0 then 'ready' else 'duplicate' end
    from found
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = found.row
      and (r.same_row is distinct from found.same_row or r.same_id is distinct from found.same_id
        or (r.state = 'duplicate') = (r.included or num_nonnulls(found.same_row, found.same_id) = 0))`)
}
