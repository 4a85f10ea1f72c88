import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type Access, requireStill } from '@/db/buckets/access'
import { joinByHash } from '@/db/client'
import { type ComparedField, comparedFields, valueColumns } from '@/db/movies/columns'

const VALUES = valueColumns('r')

/** What tells two films apart besides the year, of a table that has the values of movies. */
export const filmKey = (alias: string) => sql.raw(`${alias}.sort_title`)

/** The condition that the years of two rows of tables are at most one apart. */
export const nearYears = (a: string, b: string) =>
  sql.raw(`${a}.release_year between ${b}.release_year - 1 and ${b}.release_year + 1`)

/**
 * Compares the rows of an import with the movies of the bucket and with each other, and says what becomes of them. A row
 * matches a movie or an earlier row of the same title to a reader, released at most one year apart. Rows with ids of our
 * own export are different movies if their ids differ. A row that matches is a duplicate, or changes the movie if the
 * import's mode, or the choice for the row, gives that other values. Duplicates that a person included stay ready. A row
 * that lacks values is incomplete, unless the mode is to change movies and it matches one. Of the rows for one movie the
 * first counts. Every cost is linear in rows: many rows with one title are not compared each with each.
 * @throws {AppError} `not_found` or `forbidden` if the user lost their role meanwhile
 */
export async function markMatches(access: Access, importId: string): Promise<void> {
  const { db, bucket } = access
  const ours = sql`bucket_id = ${bucket.id}::uuid and import_id = ${importId}::uuid`
  await joinByHash(db)
  await db.execute(sql`
    with import as (
      select mode, fields from imports where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid
    ), file as materialized (
      select r.row, ${filmKey('r')} as film, r.given_id, r.included, r.problems is not null as lacking, r.chosen_fields,
        ${VALUES},
        not r.included and (r.problems is null or (select mode from import) <> 'add') as compares,
        case when r.given_id is null
          then min(row) over (partition by ${filmKey('r')}, r.given_id is null, r.problems is null
            order by r.release_year range between 1 preceding and 1 following)
          else min(row) over (partition by r.given_id, r.problems is null) end as first_row,
        -- The row that this one repeats may be imported by now.
        case when r.same_row not in (select row from import_rows where ${ours}) then r.same_row end as gone_row
      from import_rows r
      where ${ours} and (r.state in ('ready', 'change', 'duplicate')
        or (r.state = 'incomplete' and num_nulls(r.sort_title, r.release_year) = 0))
    ), here as (
      select distinct on (${filmKey('m')}, m.release_year) ${filmKey('m')} as film, m.release_year, m.id from movies m
      where m.bucket_id = ${bucket.id}::uuid and m.deleted_at is null and ${filmKey('m')} in (select film from file)
      order by ${filmKey('m')}, m.release_year, m.id
    ), by_title as (
      select distinct on (f.row) f.row, h.id
      from file f join here h on h.film = f.film and ${nearYears('h', 'f')}
      order by f.row, abs(h.release_year - f.release_year)
    ), found as (
      select f.*, coalesce(m.id, t.id) as same_id, coalesce(nullif(f.first_row, f.row), f.gone_row) as earlier
      from file f
      left join by_title t on t.row = f.row
      left join movies m on m.bucket_id = ${bucket.id}::uuid and m.id = f.given_id and m.deleted_at is null
    ), single as (
      select f.*, coalesce(f.earlier, case when f.compares and f.same_id is not null
        then nullif(min(f.row) filter (where f.compares) over (partition by f.same_id), f.row) end) as same_row
      from found f
    ), compared as (
      select f.row, f.included, f.lacking, f.compares, f.same_row, f.same_id,
        case when f.same_row is null then m.version end as same_version,
        case when f.same_row is null and m.id is not null then ${fieldsWhere(differs)} end as differs,
        case when f.same_row is null and m.id is not null and f.compares and i.mode <> 'add'
          then ${fieldsWhere(takes)} end as takes
      from single f cross join import i
      left join movies m on m.bucket_id = ${bucket.id}::uuid and m.id = f.same_id
    ), judged as (
      select *, case
        when included and not lacking then 'ready'
        when lacking and (same_id is null or not compares) then 'incomplete'
        when same_row is not null then 'duplicate'
        when same_id is null then 'ready'
        when takes <> '{}' then 'change'
        else 'duplicate' end as state
      from compared
    )
    update import_rows r
    set state = j.state, same_row = j.same_row, same_id = j.same_id, same_version = j.same_version,
      differs = j.differs, takes = j.takes
    from judged j
    where r.bucket_id = ${bucket.id}::uuid and r.import_id = ${importId}::uuid and r.row = j.row
      and (r.state, r.same_row, r.same_id, r.same_version, r.differs, r.takes)
        is distinct from (j.state, j.same_row, j.same_id, j.same_version, j.differs, j.takes)`)
  // It finds any number of rows to mark, even none.
  await requireStill(access, 'importMovies')
}

// The names of the fields for which a condition holds, as an array.
function fieldsWhere(holds: (field: ComparedField) => string): SQL {
  const names = comparedFields.map((one) => `case when ${holds(one)} then '${one.field}' end`)
  return sql.raw(`array_remove(array[${names.join(', ')}]::text[], null)`)
}

function differs({ column, given }: ComparedField): string {
  return `${given('f')} and f.${column} is distinct from m.${column}`
}

function takes(one: ComparedField): string {
  const byMode = `case i.mode when 'fill' then ${one.lacking('m')}
    else i.fields is null or '${one.field}' = any(i.fields) end`
  return `${differs(one)} and coalesce('${one.field}' = any(f.chosen_fields), ${byMode})`
}
